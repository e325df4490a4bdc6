import assert from "node:assert/strict";
import { fittingTab } from "./fitting_tab.ts";

const file = (name: string, type: string) => new File([], name, { type });
const picture = file("a.png", "image/png");
const video = file("a.mp4", "video/mp4");
const film = file("a.MKV", "");
const folder = file("holiday", "");

Deno.test("what is given opens in the tab that takes it", () => {
  assert.equal(fittingTab([video], "image"), "video");
  assert.equal(fittingTab([film], "camera"), "video");
  assert.equal(fittingTab([video], "image-set"), "video");
  assert.equal(fittingTab([picture], "video"), "image");
  assert.equal(fittingTab([picture], "camera"), "image");
  assert.equal(fittingTab([picture, picture], "image"), "image-set");
  assert.equal(fittingTab([picture], "image-set"), "image-set");
  assert.equal(fittingTab([video, picture], "image-set"), "image-set");
  assert.equal(fittingTab([folder], "image"), "image");
  assert.equal(fittingTab([], "camera"), "camera");
});
