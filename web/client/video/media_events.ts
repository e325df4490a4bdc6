/** What is waited for of a media element, each step with a limit. */

/** A step that takes longer than this is given up. */
const STEP_LIMIT_MS = 10_000;

/** A picture that is not reported to be shown is taken to be there after this: a hidden page reports none. */
const SHOWN_LIMIT_MS = 500;

/** The browser can't play the file. */
export class NotPlayable extends Error {}

/**
 * When the frame is shown that an element shows first.
 *
 * @param video that has no file yet
 * @returns seconds
 */
export function firstShown(video: HTMLVideoElement, signal: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    const over = new AbortController();
    const limit = setTimeout(() => reject(new NotPlayable()), STEP_LIMIT_MS);
    const end = () => {
      clearTimeout(limit);
      over.abort();
    };
    video.requestVideoFrameCallback((_now, { mediaTime }) => {
      end();
      resolve(mediaTime);
    });
    signal.addEventListener("abort", () => {
      end();
      reject(signal.reason);
    }, { signal: over.signal });
  });
}

/** Lets go of the file and its decoder. */
export function unload(video: HTMLVideoElement): void {
  video.pause();
  video.removeAttribute("src");
  video.load();
}

/**
 * Resolves when an event comes.
 *
 * @throws {NotPlayable} the element fails, or takes too long
 */
export function eventOf(
  media: HTMLMediaElement,
  name: string,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const over = new AbortController();
    const limit = setTimeout(() => end(() => reject(new NotPlayable())), STEP_LIMIT_MS);
    const end = (settle: () => void) => {
      clearTimeout(limit);
      over.abort();
      settle();
    };
    const options = { once: true, signal: over.signal };
    media.addEventListener(name, () => end(() => resolve()), options);
    media.addEventListener("error", () => end(() => reject(new NotPlayable())), options);
    signal.addEventListener("abort", () => end(() => reject(signal.reason)), options);
    if (signal.aborted) end(() => reject(signal.reason));
  });
}

/**
 * Moves to a time, and resolves when the picture there is shown. A busy browser reports the end of a seek while the
 * picture before is still the one that can be copied.
 *
 * @param seconds within a frame
 * @param within seconds: how far from that the frame may begin
 * @throws {NotPlayable} the element fails, or takes too long
 */
export async function showAt(
  video: HTMLVideoElement,
  seconds: number,
  within: number,
  signal: AbortSignal,
): Promise<void> {
  const { promise: shown, resolve } = Promise.withResolvers<void>();
  let limit: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  const ask = () => {
    asked = video.requestVideoFrameCallback((_now, { mediaTime }) => {
      if (Math.abs(mediaTime - seconds) <= within) resolve();
      else ask();
    });
  };
  ask();
  try {
    const seeked = eventOf(video, "seeked", signal);
    video.currentTime = seconds;
    await seeked;
    limit = setTimeout(resolve, SHOWN_LIMIT_MS);
    await shown;
  } finally {
    clearTimeout(limit);
    video.cancelVideoFrameCallback(asked);
  }
}
