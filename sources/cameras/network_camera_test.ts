import assert from "node:assert/strict";
import { DEFAULT_IMAGE_LIMITS, encodePicture, type Picture } from "../../media/image/mod.ts";
import { Logger } from "../../base/log/mod.ts";
import { CameraFault } from "../../media/video/mod.ts";
import type { CameraStatus } from "./camera_status.ts";
import { NetworkCamera } from "./network_camera.ts";
import { reconnectDelay } from "./reconnect_delay.ts";
import { ManualClock } from "../../tests/support/manual_clock.ts";

const JPEG = await encodePicture({
  widthPx: 8,
  heightPx: 8,
  channels: 3,
  layout: "interleaved",
  order: "RGB",
  data: new Uint8Array(192),
}, "jpeg");

/** A connection that a test controls. */
class Connection {
  readonly #queue: (Uint8Array | Error | undefined)[] = [];
  #wake: (() => void) | undefined;
  isOpen = true;
  /** Whether all that was given has been taken. */
  isIdle = false;

  constructor(private readonly changed: () => void) {}

  /** A picture comes, the stream fails, or (`undefined`) it ends. */
  give(what: Uint8Array | Error | undefined): void {
    this.#queue.push(what);
    this.#wake?.();
  }

  async *stream(signal: AbortSignal): AsyncGenerator<Uint8Array> {
    signal.addEventListener("abort", () => this.give(signal.reason), { once: true });
    try {
      for (;;) {
        while (this.#queue.length === 0) {
          this.isIdle = true;
          this.changed();
          await new Promise<void>((resolve) => this.#wake = resolve);
        }
        this.isIdle = false;
        const next = this.#queue.shift();
        if (next === undefined) return;
        if (next instanceof Uint8Array) yield next;
        else throw next;
      }
    } finally {
      this.isOpen = false;
      this.changed();
    }
  }
}

class Bench {
  readonly clock = new ManualClock(() => this.#changed());
  readonly connections: Connection[] = [];
  readonly published: string[] = [];
  readonly log: string[] = [];
  readonly camera: NetworkCamera;
  #waiting: (() => void)[] = [];

  constructor() {
    this.camera = new NetworkCamera({
      name: "door",
      open: (signal) => {
        const connection = new Connection(() => this.#changed());
        this.connections.push(connection);
        this.#changed();
        return connection.stream(signal);
      },
      imageLimits: DEFAULT_IMAGE_LIMITS,
      log: new Logger({ level: "info", format: "text", write: (line) => this.log.push(line) }),
      clock: this.clock,
      random: () => 0.5,
    });
    this.camera.subscribe((status) => {
      this.published.push(brief(status));
      this.#changed();
    });
  }

  /** Resolves with the newest connection, once there were `count`. */
  async connection(count: number): Promise<Connection> {
    await this.until(() => this.connections.length >= count);
    const connection = this.connections.at(-1);
    assert.ok(connection && this.connections.length === count);
    return connection;
  }

  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** A viewer, and what it has seen. */
  look(): { seen: Picture[]; leave: () => void } {
    const seen: Picture[] = [];
    const leave = this.camera.look((picture) => {
      seen.push(picture);
      this.#changed();
    });
    return { seen, leave };
  }

  #changed(): void {
    for (const look of this.#waiting.splice(0)) look();
  }
}

function brief({ state, fault, since }: CameraStatus): string {
  return `${since.getTime() / 1000} ${state}${fault ? ` ${fault.reason}` : ""}`;
}

async function withCamera(test: (bench: Bench) => Promise<void>): Promise<void> {
  const bench = new Bench();
  try {
    await test(bench);
  } finally {
    await bench.camera.close();
    assert.deepEqual(bench.clock.due, []);
    assert.ok(bench.connections.every(({ isOpen }) => !isOpen));
  }
}

Deno.test("one connection serves all viewers; it closes some seconds after the last has left", async () => {
  await withCamera(async (bench) => {
    assert.equal(bench.camera.status.state, "idle");
    const [a, b] = [bench.look(), bench.look()];
    const connection = await bench.connection(1);
    connection.give(JPEG);
    await bench.until(() => b.seen.length === 1);
    assert.equal(a.seen[0], b.seen[0]);
    assert.deepEqual(a.seen[0]?.source, {
      kind: "file",
      format: "jpeg",
      bytes: JPEG,
      orientation: 1,
    });
    a.leave();
    a.leave();
    connection.give(JPEG);
    await bench.until(() => b.seen.length === 2);
    assert.equal(a.seen.length, 1);
    b.leave();
    bench.clock.advance(4000);
    const c = bench.look();
    bench.clock.advance(4000);
    connection.give(JPEG);
    await bench.until(() => c.seen.length === 1);
    c.leave();
    bench.clock.advance(5000);
    await bench.until(() => bench.camera.status.state === "idle");
    assert.deepEqual(bench.published, ["0 connecting", "0 live", "13 idle"]);
    bench.look();
    await bench.connection(2);
  });
});

Deno.test("a camera that goes away is tried again, later each time, and its status holds since when it is away", async () => {
  await withCamera(async (bench) => {
    const viewer = bench.look();
    (await bench.connection(1)).give(JPEG);
    await bench.until(() => viewer.seen.length === 1);
    bench.clock.advance(6000);
    (await bench.connection(1)).give(undefined);
    await bench.until(() => bench.camera.status.state === "away");
    for (const [i, delayMs] of [500, 1000, 2000].entries()) {
      await bench.until(() => bench.clock.due[0] === delayMs);
      bench.clock.advance(delayMs);
      (await bench.connection(i + 2)).give(new CameraFault("connection-refused", "It refuses."));
    }
    await bench.until(() => bench.clock.due[0] === 4000);
    bench.clock.advance(4000);
    (await bench.connection(5)).give(JPEG);
    await bench.until(() => viewer.seen.length === 2);
    assert.deepEqual(bench.published, [
      "0 connecting",
      "0 live",
      "6 away ended",
      "6 away connection-refused",
      "13.5 live",
    ]);
    assert.match(bench.log.join("\n"), /camera_away camera=door reason="It refuses\."/);
  });
});

Deno.test("a camera that sends nothing is away after its time", async () => {
  await withCamera(async (bench) => {
    const viewer = bench.look();
    await bench.connection(1);
    bench.clock.advance(19_999);
    assert.equal(bench.camera.status.state, "connecting");
    bench.clock.advance(1);
    await bench.until(() => bench.camera.status.state === "away");
    assert.equal(bench.camera.status.fault?.reason, "no-answer");
    await bench.until(() => bench.clock.due.length > 0);
    bench.clock.advance(500);
    (await bench.connection(2)).give(JPEG);
    await bench.until(() => viewer.seen.length === 1);
    bench.clock.advance(10_000);
    await bench.until(() => bench.camera.status.state === "away");
    assert.equal(bench.camera.status.fault?.reason, "no-pictures");
  });
});

Deno.test("damaged pictures are passed over; when none is good, that is why it is away", async () => {
  await withCamera(async (bench) => {
    const viewer = bench.look();
    const connection = await bench.connection(1);
    connection.give(JPEG.subarray(0, 40));
    connection.give(JPEG);
    await bench.until(() => viewer.seen.length === 1);
    connection.give(new Uint8Array(9));
    connection.give(JPEG);
    await bench.until(() => viewer.seen.length === 2);
    assert.equal(bench.camera.status.state, "live");
    connection.isIdle = false;
    connection.give(JPEG.subarray(0, 40));
    await bench.until(() => connection.isIdle);
    bench.clock.advance(10_000);
    await bench.until(() => bench.camera.status.state === "away");
    assert.equal(bench.camera.status.fault?.reason, "bad-pictures");
    assert.match(bench.camera.status.fault?.message ?? "", /JPEG/);
  });
});

Deno.test("a missing ffmpeg is not looked for again, a refused login only after minutes", () => {
  const delay = (failures: number, reason: CameraFault["reason"], random = 0.5) =>
    reconnectDelay(failures, new CameraFault(reason, ""), random);
  assert.equal(delay(1, "no-ffmpeg"), undefined);
  assert.equal(delay(1, "login"), 300_000);
  assert.deepEqual([1, 2, 3, 6, 7, 50].map((failures) => delay(failures, "ended")), [
    500,
    1000,
    2000,
    16_000,
    30_000,
    30_000,
  ]);
  assert.deepEqual([delay(1, "ended", 0), delay(1, "ended", 1)].map((ms) => Math.round(ms ?? 0)), [
    400,
    600,
  ]);
});
