import assert from "node:assert/strict";
import { mediaWords, takesType } from "./media_types.ts";

Deno.test("a range stands for each of its types, on either side", () => {
  for (
    const [takes, wanted] of [
      ["image/*", "image/jpeg"],
      ["image/*", "image/*"],
      ["image/png", "image/*"],
      ["*/*", "image/jpeg"],
      ["IMAGE/JPEG", "image/jpeg; quality=1"],
      ["audio/wav; rate=16000", "audio/*"],
    ] as const
  ) {
    assert.equal(takesType(["text/plain", takes], wanted), true, `${takes} ${wanted}`);
  }
});

Deno.test("another kind, and another type of one kind, is no match", () => {
  for (
    const [takes, wanted] of [
      ["audio/*", "image/*"],
      ["image/png", "image/jpeg"],
      ["video/raw", "image/*"],
      ["image/*", "video/raw"],
      ["imagery/*", "image/*"],
      ["", "image/*"],
    ] as const
  ) {
    assert.equal(takesType([takes], wanted), false, `${takes} ${wanted}`);
  }
  assert.equal(takesType([], "image/*"), false);
});

Deno.test("media types are named in words, each once", () => {
  assert.equal(mediaWords(["audio/wav", "audio/mpeg"]), "audio");
  assert.equal(
    mediaWords(["image/*", "text/plain", "application/zip"]),
    "pictures, text and application/zip",
  );
  assert.equal(mediaWords([]), "nothing");
});
