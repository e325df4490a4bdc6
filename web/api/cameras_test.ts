import { pictureOf } from "../../media/image/mod.ts";
import assert from "node:assert/strict";
import { assertError, file, type TestFramebox, withFramebox } from "../test_framebox.ts";

/** A camera as framebox sees it: an endless answer, a part of it at a time. */
class Camera {
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  readonly #viewers = new Set<ReadableStreamDefaultController<Uint8Array>>();
  #look = () => {};

  constructor() {
    this.#server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, () => {
      let mine: ReadableStreamDefaultController<Uint8Array>;
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => {
          this.#viewers.add(mine = controller);
          this.#look();
        },
        cancel: () => {
          this.#viewers.delete(mine);
          this.#look();
        },
      });
      return new Response(body, {
        headers: { "Content-Type": "multipart/x-mixed-replace; boundary=b" },
      });
    });
  }

  get address(): string {
    return `http://user:hunter2@127.0.0.1:${this.#server.addr.port}/`;
  }

  async untilViewers(count: number): Promise<void> {
    while (this.#viewers.size !== count) {
      await new Promise<void>((resolve) => this.#look = resolve);
    }
  }

  shoot(jpeg: Uint8Array): void {
    for (const viewer of this.#viewers) {
      viewer.enqueue(new TextEncoder().encode("--b\r\n\r\n"));
      viewer.enqueue(jpeg);
    }
  }

  hangUp(): void {
    for (const viewer of this.#viewers) viewer.close();
    this.#viewers.clear();
  }

  async close(): Promise<void> {
    this.hangUp();
    await this.#server.shutdown();
  }
}

async function withCamera(
  test: (framebox: TestFramebox, camera: Camera, jpeg: Uint8Array) => Promise<void>,
): Promise<void> {
  const camera = new Camera();
  const jpeg = await file("jpeg");
  const cameras = [{ name: "Front door", address: camera.address }];
  await withFramebox((framebox) => test(framebox, camera, jpeg), { cameras });
  await camera.close();
}

const start = (framebox: TestFramebox, session: string, body: unknown) =>
  framebox.call("POST", `/api/v1/sessions/${session}/cameras`, { body: JSON.stringify(body) });

Deno.test("cameras are listed by name, without their addresses", async () => {
  await withCamera(async (framebox) => {
    const response = await framebox.call("GET", "/api/v1/cameras");
    const text = await response.text();
    assert.ok(!/hunter2|127\.0\.0\.1/.test(text));
    const [{ name, state, reason }] = JSON.parse(text);
    assert.deepEqual([name, state, reason], ["Front door", "idle", null]);
  });
  await withFramebox(async (framebox) => {
    assert.deepEqual(await (await framebox.call("GET", "/api/v1/cameras")).json(), []);
  });
});

Deno.test("a camera's pictures go to a processor; cancelling the run leaves the camera", async () => {
  await withCamera(async (framebox, camera, jpeg) => {
    const session = await framebox.session();
    const worker = framebox.worker();
    const response = await start(framebox, session, { camera: "Front door" });
    assert.equal(response.status, 201);
    const { run, kind, policy, processor, job } = await response.json();
    assert.deepEqual([kind, policy, processor, job.phase], [
      "camera",
      "latest",
      "workers",
      "running",
    ]);
    await camera.untilViewers(1);
    camera.shoot(jpeg);
    const { frame } = await worker.answer({ text: "seen" });
    const { source } = pictureOf(frame.payload);
    assert.deepEqual(source.kind === "file" && source.bytes, jpeg);
    const at = `/api/v1/sessions/${session}/runs/${run}`;
    const body = JSON.stringify({ processor: "grey" });
    assert.equal((await framebox.call("POST", `${at}/processor`, { body })).status, 204);
    assert.equal((await framebox.call("POST", `${at}/pause`)).status, 204);
    assert.equal((await (await framebox.call("GET", at)).json()).job.phase, "paused");
    assert.equal((await framebox.call("POST", `${at}/resume`)).status, 204);
    assert.equal((await framebox.call("POST", `${at}/cancel`)).status, 204);
    const ended = await (await framebox.call("GET", at)).json();
    assert.deepEqual([ended.ended, ended.processor, ended.frames.done], [true, "grey", 1]);
    worker.leave();
  });
});

Deno.test("what is asked of no camera is refused in plain words", async () => {
  await withCamera(async (framebox) => {
    const session = await framebox.session();
    await assertError(
      await start(framebox, session, { camera: "gate" }),
      404,
      "NOT_FOUND",
      /There is no such camera; there are Front door\./,
    );
    await assertError(await start(framebox, session, {}), 400, "INVALID_ARGUMENT", /camera/);
    await assertError(
      await start(framebox, session, { camera: "Front door", processor: "nope" }),
      400,
      "INVALID_ARGUMENT",
      /no such processor/,
    );
    await assertError(
      await start(framebox, "A".repeat(22), { camera: "Front door" }),
      404,
      "NOT_FOUND",
      /no such session/,
    );
  });
});

Deno.test("a camera's stream gives its own bytes, the newest picture to each reader", async () => {
  await withCamera(async (framebox, camera, jpeg) => {
    const session = await framebox.session();
    const path = `/api/v1/sessions/${session}/cameras/Front%20door/stream`;
    const headers = (await framebox.call("HEAD", path)).headers;
    assert.match(headers.get("content-type") ?? "", /^multipart\/x-mixed-replace; boundary=/);
    const response = await fetch(framebox.url(path));
    assert.equal(response.headers.get("cross-origin-resource-policy"), "same-origin");
    assert.equal(response.headers.get("cache-control"), "no-store");
    const reader = new Parts(response);
    await camera.untilViewers(1);
    for (let i = 0; i < 3; i++) {
      camera.shoot(jpeg);
      assert.deepEqual(await reader.next(), jpeg);
    }
    // A later viewer sees the newest picture at once.
    const later = await fetch(framebox.url(path));
    const second = new Parts(later);
    assert.deepEqual(await second.next(), jpeg);
    await second.cancel();
    await framebox.call("DELETE", `/api/v1/sessions/${session}`);
    assert.equal(await reader.next(), undefined);
  });
});

Deno.test("a stream takes one of the places for sockets, and gives it back", async () => {
  const camera = new Camera();
  const cameras = [{ name: "c", address: camera.address }];
  await withFramebox(async (framebox) => {
    const session = await framebox.session();
    const path = `/api/v1/sessions/${session}/cameras/c/stream`;
    const first = await fetch(framebox.url(path));
    const refused = await fetch(framebox.url(path));
    await assertError(refused, 429, "RESOURCE_EXHAUSTED", /Too many pages/);
    await first.body?.cancel();
    await camera.untilViewers(1);
    // framebox notices that a reader has gone when it has something for it.
    const jpeg = await file("jpeg");
    let again: Response;
    do {
      camera.shoot(jpeg);
      again = await fetch(framebox.url(path));
      if (again.status !== 200) await again.body?.cancel();
    } while (again.status !== 200);
    await again.body?.cancel();
  }, { cameras, web: { maxSockets: 1 } });
  await camera.close();
});

/** Takes a stream apart by the lengths that it announces. */
class Parts {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #bytes = new Uint8Array();

  constructor(response: Response) {
    assert.ok(response.body);
    this.#reader = response.body.getReader();
  }

  /** The next part's content; `undefined` at the end. */
  async next(): Promise<Uint8Array | undefined> {
    for (;;) {
      const text = new TextDecoder("latin1").decode(this.#bytes);
      const head = /Content-Length: (\d+)\r\n\r\n/.exec(text);
      const start = head && head.index + head[0].length;
      if (head && start !== null && this.#bytes.length >= start + Number(head[1])) {
        const part = this.#bytes.slice(start, start + Number(head[1]));
        this.#bytes = this.#bytes.slice(start + part.length);
        return part;
      }
      const { done, value } = await this.#reader.read();
      if (done) return undefined;
      const joined = new Uint8Array(this.#bytes.length + value.length);
      joined.set(this.#bytes);
      joined.set(value, this.#bytes.length);
      this.#bytes = joined;
    }
  }

  async cancel(): Promise<void> {
    await this.#reader.cancel();
  }
}

Deno.test("a client that watches the run gets the camera's status and its results", async () => {
  await withCamera(async (framebox, camera, jpeg) => {
    const session = await framebox.session();
    const live = await framebox.live(session);
    await live.status("open");
    const { run } = await (await start(framebox, session, { camera: "Front door" })).json();
    const worker = framebox.worker();
    live.send({ type: "watch", run });
    const connecting = await live.status("camera");
    assert.deepEqual([connecting.run, connecting.state, connecting.width], [
      run,
      "connecting",
      null,
    ]);
    await camera.untilViewers(1);
    camera.shoot(jpeg);
    const seen = await live.status("camera");
    assert.deepEqual([seen.state, seen.width, seen.height, seen.reason], ["live", 4, 3, null]);
    await worker.answer({ text: "a door" });
    assert.equal((await live.result()).message.text, "a door");
    camera.hangUp();
    const away = await live.status("camera");
    assert.deepEqual([away.state, away.reason, away.message], [
      "away",
      "ended",
      "The camera ended the stream.",
    ]);
    // It is tried again, and its run has stayed.
    await camera.untilViewers(1);
    camera.shoot(jpeg);
    assert.equal((await live.status("camera")).state, "live");
    await worker.answer({ text: "again" });
    assert.equal((await live.result()).message.text, "again");
    const log = framebox.log.join("\n");
    assert.match(log, /camera_away camera="Front door" reason="The camera ended the stream\."/);
    assert.ok(!/hunter2/.test(log));
    worker.leave();
  });
});

Deno.test("an unwatched run ends after a while, and the camera is left", async () => {
  const camera = new Camera();
  const cameras = [{ name: "c", address: camera.address }];
  await withFramebox(async (framebox) => {
    const session = await framebox.session();
    const { run } = await (await start(framebox, session, { camera: "c" })).json();
    const ended = framebox.hub.session(session)?.runs.find(({ id }) => id === run)?.ended;
    assert.ok(ended);
    if (!ended.aborted) {
      await new Promise((resolve) => ended.addEventListener("abort", resolve, { once: true }));
    }
    assert.match(String(ended.reason), /No user watched/);
  }, { cameras, web: { liveReconnectMs: 20 } });
  await camera.close();
});
