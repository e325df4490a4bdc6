/**
 * A response's text, made while it is read.
 *
 * @module
 */
import { FrameboxError } from "../../../base/errors/mod.ts";

/** Sent at once; smaller pieces cost more than they carry. */
const CHUNK_CHARACTERS = 32 * 1024;

/** A client that takes nothing for this time is given up: it holds a file open that others wait for. */
const IDLE_MS = 60_000;

/**
 * A stream of what a generator gives. It works only as fast as the reader reads.
 *
 * @param first what it gave already
 * @param over called once, when the text is sent, was given up, or could not be made
 * @param idleMs how long the reader may stand still
 */
export function textStream(
  first: IteratorResult<string, void>,
  pieces: AsyncIterator<string, void, void>,
  over: () => void,
  idleMs: number = IDLE_MS,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let next = first;
  let isOver = false;
  let idle: ReturnType<typeof setTimeout> | undefined;
  const end = async () => {
    clearTimeout(idle);
    if (isOver) return;
    isOver = true;
    // What it does at this moment, it does to its end.
    await pieces.return?.().catch(() => {});
    over();
  };
  const wait = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    idle = setTimeout(() => {
      controller.error(new FrameboxError("DEADLINE_EXCEEDED", "The reader stood still."));
      end();
    }, idleMs);
  };
  return new ReadableStream({
    start: wait,
    async pull(controller) {
      clearTimeout(idle);
      let text = "";
      try {
        while (text.length < CHUNK_CHARACTERS && !next.done) {
          text += next.value;
          next = await pieces.next();
        }
      } catch (error) {
        await end();
        throw error;
      }
      if (isOver) return;
      if (text !== "") controller.enqueue(encoder.encode(text));
      if (!next.done) return wait(controller);
      await end();
      controller.close();
    },
    cancel: end,
  }, { highWaterMark: 0 });
}
