import assert from "node:assert/strict";
import { type SizeLimit, tooLarge } from "./too_large.ts";

const sentenceOf = (limit: SizeLimit) => {
  const { status, message, because } = tooLarge(limit);
  return [status, message, because?.code, because?.details["limit_bytes"]];
};

Deno.test("the error of a body over a setting's limit names that limit and the setting", () => {
  const limit = { maxBytes: 50 * 2 ** 20, setting: "MAX_UPLOAD_MB" } as const;
  assert.deepEqual(sentenceOf(limit), [
    413,
    "The upload is over the limit of 50 MB (setting MAX_UPLOAD_MB).",
    "upload-too-large",
    50 * 2 ** 20,
  ]);
  const ofFiles = { ...limit, setting: "MAX_VIDEO_MB" } as const;
  assert.deepEqual(sentenceOf(ofFiles).slice(1, 3), [
    "The upload is over the limit of 50 MB (setting MAX_VIDEO_MB).",
    "video-too-large",
  ]);
  assert.match(
    tooLarge({ ...limit, maxBytes: 1.5 * 2 ** 20 }).message,
    /limit of 1\.5 MB \(setting MAX_UPLOAD_MB\)/,
  );
});

Deno.test("the error of a body over a fixed limit names that limit in its own unit, and no setting", () => {
  assert.deepEqual(sentenceOf({ maxBytes: 4096 }), [
    413,
    "The request's body is over the limit of 4 KB; send a shorter one.",
    "body-too-large",
    4096,
  ]);
  for (const [maxBytes, words] of [[100, "100 bytes"], [1536, "1.5 KB"], [2 ** 20, "1 MB"]]) {
    const { message } = tooLarge({ maxBytes: Number(maxBytes) });
    assert.ok(message.includes(`limit of ${words};`), message);
  }
});
