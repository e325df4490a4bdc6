/**
 * Tasks that a pool's tests need.
 *
 * @module
 */

import { because, FrameboxError } from "../errors/mod.ts";
import { type AnyTask, defineTask, type Task } from "./task.ts";

const SPIN_MS = 20_000;

/** Answers what it was given. */
export const echoTask: Task<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> = defineTask(
  "test.echo",
  (bytes: Uint8Array<ArrayBuffer>) => ({ output: bytes, transfer: [bytes.buffer] }),
);

/** Takes a port, reports on it that it runs, and ends when something comes back. */
export const holdTask: Task<MessagePort, string> = defineTask("test.hold", (port: MessagePort) => {
  return new Promise<{ output: string }>((resolve) => {
    port.onmessage = (event: MessageEvent<string>) => {
      port.close();
      resolve({ output: event.data });
    };
    port.postMessage("runs");
  });
});

/**
 * Keeps the worker for longer than any limit of a test. It ends nevertheless: Deno's `terminate` doesn't stop
 * a thread that never yields, and it would take a core from all tests after it.
 */
export const spinTask: Task<null, null> = defineTask<null, null>("test.spin", () => {
  const until = Date.now() + SPIN_MS;
  while (Date.now() < until);
  return { output: null };
});

/** Posts messages of its own before it ends. */
export const chatterTask: Task<readonly unknown[], string> = defineTask(
  "test.chatter",
  (messages: readonly unknown[]) => {
    const scope: unknown = self;
    for (const message of messages) if (isPort(scope)) scope.postMessage(message);
    return { output: "done" };
  },
);

function isPort(scope: unknown): scope is Pick<MessagePort, "postMessage"> {
  return typeof scope === "object" && scope !== null && "postMessage" in scope;
}

/** Fails outside of its handler, which ends the worker. */
export const crashTask: Task<null, null> = defineTask<null, null>("test.crash", () => {
  setTimeout(() => {
    throw new Error("crashed on purpose");
  });
  return new Promise<{ output: null }>(() => {});
});

/** Fails with an error for the caller. */
export const refuseTask: Task<string, null> = defineTask<string, null>(
  "test.refuse",
  (word: string) => {
    const reason = because("no-such-camera", { cameras: word });
    throw new FrameboxError("NOT_FOUND", `There is no ${word}.`, new Error("the reason"), reason);
  },
);

/** Fails with an error that is not for the caller. */
export const bugTask: Task<null, null> = defineTask<null, null>("test.bug", () => {
  throw new TypeError("secret detail");
});

/** All of them. */
export const testTasks: readonly AnyTask[] = [
  echoTask,
  holdTask,
  spinTask,
  chatterTask,
  crashTask,
  refuseTask,
  bugTask,
];
