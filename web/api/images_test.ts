import assert from "node:assert/strict";
import { type ProcessorInfo, registryOf } from "../../processors/mod.ts";
import {
  assertError,
  dataResult,
  file,
  jpegResult,
  raster,
  type TestFramebox,
  type TestWorker,
  withFramebox,
} from "../test_framebox.ts";
import { Picture, readPictureHeader, sniffFormat } from "../../media/image/mod.ts";

Deno.test("a picture is processed by a built-in and its result followed by its URLs", () =>
  withFramebox(async (framebox) => {
    const answer = await framebox.call("POST", "/api/v1/images", { body: await file() });
    const json = await answer.json();
    assert.equal(answer.status, 200);
    assert.deepEqual([json.processor, json.by, json.frame], ["grey", "grey", 0]);
    assert.deepEqual([json.width, json.height], [4, 3]);
    assert.ok(json.timings.total_ms >= json.timings.processing_ms);
    const jpeg = await framebox.call("GET", json.image_url);
    assert.equal(jpeg.headers.get("content-type"), "image/jpeg");
    assert.equal(sniffFormat(new Uint8Array(await jpeg.arrayBuffer())), "jpeg");
    const png = await framebox.call("GET", json.image_url.replace(".jpg", ".png"));
    assert.equal(sniffFormat(new Uint8Array(await png.arrayBuffer())), "png");
  }, { builtIns: true }));

const KINDS = new URL("../../media/image/testdata/kinds/", import.meta.url);

Deno.test("of an animation the first picture is processed, and the answer has a remark of it", () =>
  withFramebox(async (framebox) => {
    const body = await Deno.readFile(new URL("animated.gif", KINDS));
    const json = await (await framebox.call("POST", "/api/v1/images", { body })).json();
    assert.deepEqual([json.width, json.height], [37, 29]);
    assert.deepEqual(json.remarks, [{
      code: "first-picture-only",
      message:
        "This GIF has 2 pictures; only the first is worked on. Send the others one by one, " +
        "or as a video.",
      details: { kind: "GIF", pictures: 2 },
    }]);
    const still = await framebox.call("POST", "/api/v1/images", { body: await file() });
    assert.deepEqual((await still.json()).remarks, []);
  }, { builtIns: true }));

Deno.test("without ffmpeg a HEIC is refused in words, and other things are named", () =>
  withFramebox(async (framebox) => {
    const heic = await Deno.readFile(new URL("plain.heic", KINDS));
    const answer = await framebox.call("POST", "/api/v1/images", { body: heic });
    await assertError(answer, 400, "INVALID_ARGUMENT", /This is a HEIC picture, .* no ffmpeg/);
    const pdf = new TextEncoder().encode("%PDF-1.7\n");
    await assertError(
      await framebox.call("POST", "/api/v1/images", { body: pdf }),
      400,
      "INVALID_ARGUMENT",
      /This is no picture, but a PDF document; send a JPEG, PNG, .*HEIC file/,
    );
    assert.equal(framebox.parts.intake.budget.used, 0);
  }, { builtIns: true }));

Deno.test("a preview is the file's first picture, the right way up, and nothing is kept", () =>
  withFramebox(async (framebox) => {
    const preview = async (name: string, headers: Record<string, string> = {}) => {
      const body = await Deno.readFile(new URL(name, KINDS));
      const answer = await framebox.call("POST", "/api/v1/previews", { body, headers });
      const bytes = new Uint8Array(await answer.arrayBuffer());
      const { format, widthPx, heightPx } = readPictureHeader(bytes);
      assert.equal(answer.headers.get("content-type"), `image/${format}`);
      return [format, widthPx, heightPx];
    };
    assert.deepEqual(await preview("rle8.bmp"), ["jpeg", 37, 29]);
    assert.deepEqual(await preview("small_on_canvas.gif"), ["png", 60, 50]);
    assert.deepEqual(await preview("exif_6.png", { accept: "image/jpeg" }), ["jpeg", 29, 37]);
    const nothing = await framebox.call("POST", "/api/v1/previews", { body: new Uint8Array(0) });
    await assertError(nothing, 400, "INVALID_ARGUMENT", /no picture/);
    assert.deepEqual([framebox.hub.status.sessions, framebox.parts.intake.budget.used], [0, 0]);
  }));

Deno.test("Accept decides between JSON, JPEG and PNG", () =>
  withFramebox(async (framebox) => {
    const body = await file();
    const accepts = ["image/png", "image/*", "image/jpeg", "*/*", "application/json"];
    const types: (string | null)[] = [];
    for (const accept of accepts) {
      const answer = await framebox.call("POST", "/api/v1/images", { body, headers: { accept } });
      types.push(answer.headers.get("content-type"));
    }
    const json = "application/json";
    assert.deepEqual(types, ["image/png", "image/jpeg", "image/jpeg", json, json]);
  }, { builtIns: true }));

Deno.test("a result's own JPEG file is given as it came", () =>
  withFramebox(async (framebox) => {
    const worker = framebox.worker();
    const jpeg = await file("jpeg", 33);
    const served = worker.answer({ payload: Picture.fromFile(jpeg) });
    const headers = { accept: "image/jpeg" };
    const answer = await framebox.call("POST", "/api/v1/images", { body: await file(), headers });
    assert.deepEqual(new Uint8Array(await answer.arrayBuffer()), jpeg);
    await served;
  }));

Deno.test("a session that only a picture was asked of ends with the answer", () =>
  withFramebox(async (framebox) => {
    const headers = { accept: "image/png" };
    await framebox.call("POST", "/api/v1/images", { body: await file(), headers });
    assert.equal(framebox.hub.status.sessions, 0);
  }, { builtIns: true }));

Deno.test("a picture may come as the field image of a form", () =>
  withFramebox(async (framebox) => {
    const body = new FormData();
    body.append("processor", "ignored");
    body.append("image", new Blob([await file()]), "x.txt");
    const answer = await framebox.call("POST", "/api/v1/images?processor=invert", { body });
    assert.equal((await answer.json()).processor, "invert");
    const none = new FormData();
    none.append("picture", new Blob([await file()]));
    const refused = await framebox.call("POST", "/api/v1/images", { body: none });
    await assertError(refused, 400, "INVALID_ARGUMENT", /no field image/);
  }, { builtIns: true }));

Deno.test("workers process when there are any and none was chosen", () =>
  withFramebox(async (framebox) => {
    const worker = framebox.worker("detector");
    const served = worker.answer({ ...dataResult(), text: "two dogs", labels: [{ label: "dog" }] });
    const answer = await framebox.call("POST", "/api/v1/images", { body: await file() });
    const json = await answer.json();
    assert.deepEqual([json.processor, json.by, json.text], ["workers", "detector", "two dogs"]);
    assert.deepEqual(json.labels, [{ label: "dog" }]);
    assert.deepEqual([json.width, json.height, json.image_url], [0, 0, null]);
    assert.deepEqual(json.variables, [{ name: "data_00000", class: "double", dims: [1, 2] }]);
    const data = await framebox.call("GET", json.data_url);
    assert.equal(data.headers.get("content-disposition"), 'attachment; filename="data.mat"');
    await served;
  }));

Deno.test("a result without a picture can't be had as one", () =>
  withFramebox(async (framebox) => {
    const served = framebox.worker().answer({ text: "nothing" });
    const headers = { accept: "image/png" };
    const answer = await framebox.call("POST", "/api/v1/images", { body: await file(), headers });
    await assertError(answer, 406, "FAILED_PRECONDITION", /application\/json/);
    await served;
  }));

Deno.test("an unknown processor is refused with a list of those there are", () =>
  withFramebox(async (framebox) => {
    const answer = await framebox.call("POST", "/api/v1/images?processor=sharpen", {
      body: await file(),
    });
    await assertError(answer, 400, "INVALID_ARGUMENT", /workers, grey, edges, invert, intensity/);
  }));

Deno.test("a timeout out of its bounds is refused", () =>
  withFramebox(async (framebox) => {
    for (const timeout of ["0", "-1", "600001", "soon", "1e3", "99999999999"]) {
      const answer = await framebox.call("POST", `/api/v1/images?timeout_ms=${timeout}`, {
        body: await file(),
      });
      await assertError(answer, 400, "INVALID_ARGUMENT", /from 1 to 600000/);
    }
  }));

Deno.test("a result that does not come in time is a 504, and its frame is withdrawn", () =>
  withFramebox(async (framebox) => {
    const answer = await framebox.call("POST", "/api/v1/images?processor=workers&timeout_ms=100", {
      body: await file(),
    });
    await assertError(
      answer,
      504,
      "DEADLINE_EXCEEDED",
      /^No answer after 0\.1 s\. The worker may be busy or gone\.$/,
    );
    assert.deepEqual([framebox.hub.status.sessions, framebox.hub.status.runs], [0, 0]);
    assert.equal(framebox.hub.status.waiting.workers ?? 0, 0);
  }));

Deno.test("a cluster's service has the longest time, unless a request names another", () => {
  const service: ProcessorInfo = {
    ...{ name: "lab/plants", title: "Plants", help: "", kind: "cluster" },
    ...{ takes: ["image/*"], gives: [] },
  };
  return withFramebox(async (framebox) => {
    const path = "/api/v1/images?processor=lab/plants";
    const long = await framebox.call("POST", path, { body: await file() });
    await assertError(long, 504, "DEADLINE_EXCEEDED", /^No answer after 0\.2 s\./);
    const short = await framebox.call("POST", `${path}&timeout_ms=100`, { body: await file() });
    await assertError(short, 504, "DEADLINE_EXCEEDED", /^No answer after 0\.1 s\./);
    const workers = "/api/v1/images?processor=workers";
    const usual = await framebox.call("POST", workers, { body: await file() });
    await assertError(usual, 504, "DEADLINE_EXCEEDED", /^No answer after 0\.1 s\./);
  }, {
    processors: registryOf([service]),
    web: { resultTimeoutMs: 100, maxResultTimeoutMs: 200 },
  });
});

Deno.test("the error of a time limit names the worker that has the picture, if one has", () =>
  withFramebox(async (framebox) => {
    const worker = framebox.worker("detector-1");
    const taken = worker.take();
    const answer = await framebox.call("POST", "/api/v1/images?processor=workers&timeout_ms=300", {
      body: await file(),
    });
    await taken;
    await assertError(
      answer,
      504,
      "DEADLINE_EXCEEDED",
      /^No answer after 0\.3 s\. detector-1 took it 0 s ago and is connected; it may be busy\.$/,
    );
  }));

/** A worker that answers one picture and asks for no more. */
async function stoppedWorker(framebox: TestFramebox, name: string): Promise<TestWorker> {
  const worker = framebox.worker(name);
  const stopped = new Promise<void>((resolve) =>
    framebox.hub.subscribe(({ type }) => type === "worker-stopped" && resolve())
  );
  const served = worker.answer({ text: "done" });
  await framebox.call("POST", "/api/v1/images?processor=workers", { body: await file() });
  await served;
  await stopped;
  return worker;
}

Deno.test("the error of a time limit names who stopped asking for frames, and when, connected or not", () =>
  withFramebox(async (framebox) => {
    const worker = await stoppedWorker(framebox, "detector-1");
    const call = async () => {
      const answer = await framebox.call(
        "POST",
        "/api/v1/images?processor=workers&timeout_ms=100",
        {
          body: await file(),
        },
      );
      const sentence = new RegExp(
        String.raw`^No answer after 0\.1 s\. detector-1 stopped asking for frames at ` +
          String.raw`\d\d:\d\d:\d\d UTC \(\d s ago\); start the pipeline again\.$`,
      );
      await assertError(answer, 504, "DEADLINE_EXCEEDED", sentence);
    };
    await call();
    const status = await (await framebox.call("GET", "/api/v1/status")).json();
    const [{ since, stopped_asking_at: at }] = status.workers;
    assert.ok(new Date(at) >= new Date(since), at);
    assert.equal(status.gone, null);
    const left = new Promise<void>((resolve) =>
      framebox.hub.subscribe(({ type }) => type === "worker-left" && resolve())
    );
    worker.leave();
    await call();
    await left;
    await call();
    const after = await (await framebox.call("GET", "/api/v1/status")).json();
    assert.deepEqual([after.workers, after.gone], [[], {
      name: "detector-1",
      stopped_asking_at: at,
    }]);
  }, { hub: { stoppedAskingMs: 20, reconnectGraceMs: 500 } }));

Deno.test("the page's list of workers and its live messages name who stopped asking", () =>
  withFramebox(async (framebox) => {
    const client = await framebox.live(await framebox.session());
    await stoppedWorker(framebox, "detector-1");
    for (;;) {
      const [worker] = (await client.status("workers")).workers as { stopped_asking_at: string }[];
      if (worker?.stopped_asking_at) break;
    }
    for (
      const [language, words] of [
        ["en", /<th scope="row">detector-1<small>stopped asking for frames \d+ s ago<\/small>/],
        ["pt", /<small>deixou de pedir quadros há \d+ s<\/small>/],
        ["es", /<small>dejó de pedir fotogramas hace \d+ s<\/small>/],
      ] as const
    ) {
      const headers = { "accept-language": language };
      const panel = await (await fetch(framebox.url("/page/workers"), { headers })).text();
      assert.match(panel, words);
    }
  }, { hub: { stoppedAskingMs: 20 } }));

for (const bytes of [0, 900_000]) {
  Deno.test(`a frame is withdrawn when its client disconnects, ${bytes} bytes more`, () =>
    goesAway(bytes));
}

/** @param more bytes after the picture's end, which no decoder looks at */
const goesAway = (more: number) =>
  withFramebox(async (framebox) => {
    const worker = framebox.worker();
    const gone = new AbortController();
    const picture = await file();
    const body = new Uint8Array(picture.length + more);
    body.set(picture);
    const answer = fetch(framebox.url("/api/v1/images?processor=workers"), {
      method: "POST",
      body,
      signal: gone.signal,
    });
    const lease = await worker.take();
    gone.abort();
    await assert.rejects(answer, { name: "AbortError" });
    await new Promise((resolve) => lease.over.addEventListener("abort", resolve));
    assert.equal(lease.run.ended.aborted, true);
  });

Deno.test("in a session the result is kept for a client whose connection was lost", () =>
  withFramebox(async (framebox) => {
    const worker = framebox.worker();
    const session = await framebox.session();
    const gone = new AbortController();
    const answer = fetch(framebox.url(`/api/v1/sessions/${session}/images?processor=workers`), {
      method: "POST",
      body: await file(),
      signal: gone.signal,
    });
    const lease = await worker.take();
    gone.abort();
    await assert.rejects(answer, { name: "AbortError" });
    // What comes after it has been answered: framebox has seen the connection close.
    await framebox.call("GET", "/api/v1/status");
    await lease.complete(await jpegResult());
    const path = `/api/v1/sessions/${session}/runs/${lease.run.id}/results`;
    const { results: [entry] } = await (await framebox.call("GET", path)).json();
    assert.equal((await framebox.call("GET", entry.image_url)).status, 200);
  }));

Deno.test("a failure is reported in the processor's own words", () =>
  withFramebox(async (framebox) => {
    const cut = (await file()).slice(0, 45);
    const answer = await framebox.call("POST", "/api/v1/images", { body: cut });
    await assertError(answer, 400, "INVALID_ARGUMENT", /PNG picture can't be read/);
    assert.equal(framebox.hub.status.sessions, 0);
  }, { builtIns: true }));

Deno.test("what is no picture, is empty or claims too many pixels is refused before it is queued", () =>
  withFramebox(async (framebox) => {
    const post = (body: Uint8Array<ArrayBuffer> | string) =>
      framebox.call("POST", "/api/v1/images", { body });
    await assertError(await post("hello"), 400, "INVALID_ARGUMENT", /JPEG, PNG/);
    await assertError(await post(""), 400, "INVALID_ARGUMENT", /no picture/);
    const huge = hugeBmp();
    await assertError(await post(huge), 413, "RESOURCE_EXHAUSTED", /32768×32768/);
    assert.equal(framebox.hub.status.sessions, 0);
  }));

Deno.test("images of a session are runs of it, each with data of its own", () =>
  withFramebox(async (framebox) => {
    const worker = framebox.worker();
    const session = await framebox.session();
    for (const name of ["data_00000", "other"]) {
      const served = worker.answer({ ...await jpegResult(), ...dataResult(name) });
      await framebox.call("POST", `/api/v1/sessions/${session}/images`, { body: await file() });
      await served;
    }
    const names = async (query: string) => {
      const answer = await framebox.call("GET", `/api/v1/sessions/${session}/data${query}`);
      const { variables } = await answer.json();
      return variables.map(({ name }: { name: string }) => name);
    };
    assert.deepEqual(await names(""), ["other"]);
    assert.deepEqual(await names("?run=1"), ["data_00000"]);
    const runs = await (await framebox.call("GET", `/api/v1/sessions/${session}`)).json();
    assert.deepEqual(
      runs.runs.map(({ run, kind, ended }: Record<string, unknown>) => [run, kind, ended]),
      [["1", "image", true], ["2", "image", true]],
    );
  }));

Deno.test("two users at once get their own results", () =>
  withFramebox(async (framebox) => {
    const worker = framebox.worker();
    const serving = worker.serve(() => ({ payload: Picture.fromRaster(raster(1)) }));
    const sessions = await Promise.all([framebox.session(), framebox.session()]);
    const answers = await Promise.all([0, 1, 2, 3].map(async (index) => {
      const session = sessions[index % 2];
      const path = `/api/v1/sessions/${session}/images`;
      return await (await framebox.call("POST", path, { body: await file() })).json();
    }));
    assert.deepEqual(answers.map(({ session }) => session), [...sessions, ...sessions]);
    const [mine] = answers;
    const other = mine.image_url.replace(sessions[0], sessions[1]).replace("/runs/1/", "/runs/7/");
    assert.equal((await framebox.call("GET", other)).status, 404);
    worker.leave();
    await serving;
  }));

Deno.test("more waiting requests than the bound are refused with a time to retry", () =>
  withFramebox(async (framebox) => {
    const worker = framebox.worker();
    const first = framebox.call("POST", "/api/v1/images", { body: await file() });
    const lease = await worker.take();
    const second = await framebox.call("POST", "/api/v1/images", { body: await file() });
    assert.equal(second.headers.get("retry-after"), "2");
    await assertError(second, 429, "RESOURCE_EXHAUSTED", /try again/);
    await lease.complete({ text: "done" });
    assert.equal((await first).status, 200);
  }, { web: { maxWaitingRequests: 1 } }));

/** A BMP header that claims 2^30 pixels. */
function hugeBmp(): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(64);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(2, 64, true);
  view.setUint32(10, 54, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, 2 ** 15, true);
  view.setInt32(22, 2 ** 15, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 24, true);
  return bytes;
}
