import assert from "node:assert/strict";
import { fittingTab } from "./fitting_tab.ts";

const file = (name: string, type: string) => new File([], name, { type });
const picture = file("a.png", "image/png");
const video = file("a.mp4", "video/mp4");
const film = file("a.MKV", "");
const folder = file("holiday", "");
const sound = file("a.mp3", "audio/mpeg");

const TABS = [
  { name: "image", takes: ["picture"] },
  { name: "camera", takes: [] },
  { name: "video", takes: ["video"] },
  { name: "image-set", takes: ["pictures", "picture", "folder"] },
];

function taker(files: File[], current: string, tabs = TABS): string {
  const tab = tabs.find(({ name }) => name === current);
  assert.ok(tab);
  return fittingTab(files, tab, tabs).name;
}

Deno.test("what is given opens in the tab that takes it", () => {
  assert.equal(taker([video], "image"), "video");
  assert.equal(taker([film], "camera"), "video");
  assert.equal(taker([video], "image-set"), "video");
  assert.equal(taker([picture], "video"), "image");
  assert.equal(taker([picture], "camera"), "image");
  assert.equal(taker([picture, picture], "image"), "image-set");
  assert.equal(taker([picture], "image-set"), "image-set");
  assert.equal(taker([video, picture], "image-set"), "image-set");
  assert.equal(taker([folder], "image"), "image");
  assert.equal(taker([], "camera"), "camera");
});

Deno.test("a kind that no tab takes stays where it is given; a tab that takes it gets it", () => {
  assert.equal(taker([sound], "image"), "image");
  const tabs = [...TABS, { name: "speech", takes: ["sound"] }];
  assert.equal(taker([sound], "image", tabs), "speech");
  assert.equal(taker([picture], "speech", tabs), "image");
  assert.equal(taker([folder], "speech", tabs), "speech");
});
