/**
 * What a network camera sees, as an `<img>` shows it.
 *
 * @module
 */
import type { Picture } from "../../media/image/mod.ts";
import type { NetworkCamera } from "../../sources/mod.ts";

const BOUNDARY = "frame";

/** What such a stream is called (the parts as in RFC 2046, 5.1; each replaces the one before). */
export const STREAM_TYPE = `multipart/x-mixed-replace; boundary=${BOUNDARY}`;

/**
 * The camera's pictures from now on, in its own bytes. A slow reader gets fewer: what is sent
 * next is the newest picture at that moment.
 *
 * @param seen called for each picture that is given to the reader
 * @param left called once, when the reader has gone or the stream was ended
 * @param ends each of them ends the stream when it aborts
 */
export function cameraStream(
  camera: Pick<NetworkCamera, "look" | "latest">,
  { seen, left }: { readonly seen: () => void; readonly left: () => void },
  ends: AbortSignal,
): ReadableStream<Uint8Array> {
  let newest: Picture | undefined = camera.latest;
  let wake = () => {};
  const leave = camera.look((picture) => {
    newest = picture;
    wake();
  });
  const over = () => {
    ends.removeEventListener("abort", wakeAtEnd);
    leave();
    left();
  };
  const wakeAtEnd = () => wake();
  ends.addEventListener("abort", wakeAtEnd, { once: true });
  return new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(text(`--${BOUNDARY}\r\n`));
    },
    async pull(controller) {
      while (!newest && !ends.aborted) await new Promise<void>((resolve) => wake = resolve);
      if (ends.aborted) {
        over();
        controller.close();
        return;
      }
      const bytes = jpegOf(newest);
      newest = undefined;
      if (!bytes) return;
      controller.enqueue(text(
        `Content-Type: image/jpeg\r\nContent-Length: ${bytes.byteLength}\r\n\r\n`,
      ));
      controller.enqueue(bytes);
      // Browsers show a picture once they see what follows it, so that comes now.
      controller.enqueue(text(`\r\n--${BOUNDARY}\r\n`));
      seen();
    },
    cancel() {
      wake();
      over();
    },
  }, { highWaterMark: 0 });
}

function jpegOf(picture: Picture | undefined): Uint8Array | undefined {
  return picture?.source.kind === "file" ? picture.source.bytes : undefined;
}

function text(line: string): Uint8Array {
  return new TextEncoder().encode(line);
}
