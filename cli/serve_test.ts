import assert from "node:assert/strict";
import { FrameboxError } from "../base/errors/mod.ts";
import { loadSettings } from "../base/settings/mod.ts";
import { serve } from "./serve.ts";

Deno.test("an uncaught error doesn't end framebox", async () => {
  const { settings } = loadSettings([], () => undefined);
  let stopped = false;
  const thrown = Promise.withResolvers<void>();
  const code = await serve({ ...settings, logLevel: "silent" }, () => {
    const failed = thrown.promise.then(() => new FrameboxError("UNAVAILABLE", "The end."));
    setTimeout(() => {
      // What comes after it shows that the process continued.
      setTimeout(thrown.resolve);
      throw new Error("Thrown by a library.");
    });
    const stop = () => {
      stopped = true;
      return Promise.resolve();
    };
    return Promise.resolve({ webPort: 1, grpcPorts: [2], failed, stop });
  });
  assert.equal(code, 75);
  assert.ok(stopped);
});
