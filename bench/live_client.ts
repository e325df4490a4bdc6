/** A client of the live socket that sends frames at a steady rate and measures what comes back. */

/** What was seen. */
export interface LiveFigures {
  /** Frames sent a second. */
  readonly sentFps: number;
  /** Results with a picture received a second. */
  readonly shownFps: number;
  /** From sending a frame to having its picture, in ms. */
  readonly latenciesMs: readonly number[];
}

/** How to measure. */
export interface LiveOptions {
  /** Host and port of the page. */
  readonly web: string;
  readonly processor: string;
  readonly frames: readonly Uint8Array<ArrayBuffer>[];
  readonly fps: number;
  /** Frames sent before it counts. */
  readonly warmUp: number;
  /** Frames counted. */
  readonly count: number;
  /** Its abort ends the sending before that. */
  readonly signal?: AbortSignal;
}

/** Sends `warmUp + count` frames and waits for the last result. */
export async function measureLive(options: LiveOptions): Promise<LiveFigures> {
  const opened = await fetch(`http://${options.web}/api/v1/sessions`, { method: "POST" });
  const { session } = await opened.json();
  const socket = new WebSocket(
    `ws://${options.web}/api/v1/sessions/${session}/live?policy=latest&processor=${options.processor}`,
  );
  socket.binaryType = "arraybuffer";
  await once(socket, "open");
  const sentAt: number[] = [];
  const shown: { sent: number; at: number }[] = [];
  let expected: number | undefined;
  socket.addEventListener("message", ({ data }) => {
    if (typeof data !== "string") {
      if (expected !== undefined) shown.push({ sent: expected, at: performance.now() });
      expected = undefined;
      return;
    }
    const message = JSON.parse(data);
    if (message.type === "result" && message.width > 0) expected = message.sent;
  });
  const start = performance.now();
  const total = options.warmUp + options.count;
  for (let i = 0; i < total && !options.signal?.aborted; i++) {
    const due = start + i * 1000 / options.fps;
    await delay(due - performance.now());
    sentAt.push(performance.now());
    socket.send(options.frames[i % options.frames.length] ?? new Uint8Array());
  }
  await delay(1000);
  socket.close();
  await once(socket, "close");
  await fetch(`http://${options.web}/api/v1/sessions/${session}`, { method: "DELETE" });
  const counted = shown.filter(({ sent }) => sent >= options.warmUp);
  const seconds = ((sentAt.at(-1) ?? 0) - (sentAt[options.warmUp] ?? 0)) / 1000;
  return {
    sentFps: (sentAt.length - options.warmUp - 1) / seconds,
    shownFps: (counted.length - 1) / seconds,
    latenciesMs: counted.map(({ sent, at }) => at - (sentAt[sent] ?? NaN)),
  };
}

function once(target: EventTarget, event: string): Promise<void> {
  return new Promise((resolve) => target.addEventListener(event, () => resolve(), { once: true }));
}

/** Resolves after some milliseconds; at once for none. */
export function delay(ms: number): Promise<void> {
  return ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve();
}
