/**
 * HTTP/2 frames that go out together.
 *
 * @module
 */
import type { Socket } from "node:net";
import { freeBytes } from "../base/memory/mod.ts";

/**
 * Sends what is written in one step in one go. HTTP/2 cuts a message into frames of 16 KB, whatever its
 * peer takes, and writes each by itself: one of a 720p picture is 169 ways to the system and back.
 *
 * @param socket decrypted; not yet given to HTTP/2
 */
export function gatherWrites(socket: Socket): void {
  const write = socket.write;
  let isGathering = false;
  const send = () => {
    isGathering = false;
    socket.uncork();
  };
  socket.write = function (this: Socket, ...args: unknown[]): boolean {
    const [frame] = args;
    // HTTP/2 makes each frame anew, and does not ask when it has gone.
    if (args.length === 1 && frame instanceof Uint8Array) args.push(() => freeBytes(frame));
    if (!isGathering) {
      isGathering = true;
      socket.cork();
      queueMicrotask(send);
    }
    return Reflect.apply(write, socket, args);
  };
}
