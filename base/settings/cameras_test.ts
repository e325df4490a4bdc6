import assert from "node:assert/strict";
import { loadSettings, valuesText } from "./mod.ts";

const load = (text: string) => loadSettings([], (name) => name === "CAMERAS" ? text : undefined);
const read = (text: string) => load(text).settings.cameras;

Deno.test("cameras are names with addresses; a comma inside an address is %2C", () => {
  assert.deepEqual(read(""), []);
  assert.deepEqual(
    read(
      "door=rtsp://user:pw@10.0.0.5/stream1, Back yard=http://10.0.0.6/video.mjpg?a=1%2C2&b=3,",
    ),
    [
      { name: "door", address: "rtsp://user:pw@10.0.0.5/stream1" },
      { name: "Back yard", address: "http://10.0.0.6/video.mjpg?a=1%2C2&b=3" },
    ],
  );
  assert.equal(read("a=https://[::1]:8443/").length, 1);
});

Deno.test("a wrong camera ends the start with a sentence that names it, and no secret", () => {
  const wrong: [string, RegExp][] = [
    ["rtsp://user:hunter2@10.0.0.5/", /CAMERAS needs .*camera 1 has no =/],
    ["rtsp://user:hunter2@10.0.0.5/?a=b", /camera 1 needs a name of up to 40/],
    ["a=http://b/,=http://user:hunter2@b/", /camera 2 needs a name/],
    [`${"n".repeat(41)}=http://user:hunter2@b/`, /up to 40 letters/],
    ["Tür=http://user:hunter2@b/", /needs a name/],
    ["door=file:///etc/hunter2", /address of "door" must begin with rtsp:\/\//],
    ["door=http://user:hun/ter2@b/", /address of "door" can't be read/],
    ["door=http://user:hunter2%@b/", /can't be read/],
    ["door=http://user:hunter2@b/ x", /has a space or a #/],
    ["door=rtsp://user:12#hunter2@b/", /has a space or a #|can't be read/],
    ["door=http://a/,door=http://user:hunter2@b/", /"door" is there twice/],
    [
      Array.from({ length: 65 }, (_, i) => `c${i}=http://user:hunter2@b/`).join(),
      /more than 64/,
    ],
  ];
  for (const [text, sentence] of wrong) {
    assert.throws(() => load(text), (error: Error) => {
      assert.match(error.message, sentence);
      assert.ok(!error.message.includes("hunter2"), error.message);
      return true;
    });
  }
});

Deno.test("framebox settings shows cameras without users, passwords, paths and queries", () => {
  const shown = valuesText(
    load("door=rtsp://user:hunter2@10.0.0.5/hunter2?hunter2,b=http://c:81/"),
  );
  assert.match(shown, /CAMERAS +door=rtsp:\/\/10\.0\.0\.5\/…,b=http:\/\/c:81\/… +environment/);
  assert.ok(!shown.includes("hunter2"));
});
