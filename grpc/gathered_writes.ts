/**
 * HTTP/2 frames that go out together.
 *
 * @module
 */
import type { Socket } from "node:net";
import { freeBytes } from "../base/memory/mod.ts";

/**
 * Gathers all writes of one step into one system call. HTTP/2 splits a message into frames of 16 KB, whatever
 * its peer takes, and writes each by itself: a 720p picture is 169 system calls.
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
    // HTTP/2 makes each frame anew, and does not need it once it is written.
    if (args.length === 1 && frame instanceof Uint8Array) args.push(() => freeBytes(frame));
    if (!isGathering) {
      isGathering = true;
      socket.cork();
      queueMicrotask(send);
    }
    return Reflect.apply(write, socket, args);
  };
}
