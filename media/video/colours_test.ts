import assert from "node:assert/strict";
import { type Colours, conversionFilters, isHdr, needConversion } from "./colours.ts";

const NONE: Colours = { matrix: undefined, primaries: undefined, transfer: undefined };
const PQ: Colours = { matrix: "bt2020nc", primaries: "bt2020", transfer: "smpte2084" };
const HLG: Colours = { ...PQ, transfer: "arib-std-b67" };

function filters(colours: Colours): string {
  return conversionFilters(colours).join(",");
}

Deno.test("what a screen shows as it is stays: only its matrix is undone", () => {
  assert.equal(needConversion(NONE), false);
  assert.equal(needConversion({ matrix: "bt709", primaries: "bt709", transfer: "bt709" }), false);
  const sd = { matrix: "smpte170m", primaries: "smpte170m", transfer: "smpte170m" };
  assert.equal(needConversion(sd), false);
});

Deno.test("HDR is toned down, whatever else the file declares", () => {
  for (const colours of [PQ, HLG]) {
    assert.ok(isHdr(colours) && needConversion(colours));
    assert.match(filters(colours), /zscale=p=bt709,tonemap=/);
  }
  const bare = { ...NONE, transfer: "smpte2084" };
  assert.ok(needConversion(bare));
  assert.match(filters(bare), /min=bt2020nc:pin=bt2020:tin=smpte2084/);
});

Deno.test("wide primaries are converted without being toned down", () => {
  for (const primaries of ["bt2020", "smpte432", "bt470bg"]) {
    const colours = { matrix: "bt709", primaries, transfer: "bt709" };
    assert.ok(needConversion(colours) && !isHdr(colours));
    assert.match(filters(colours), new RegExp(`pin=${primaries}:`));
    assert.doesNotMatch(filters(colours), /tonemap/);
  }
});

Deno.test("names that ffmpeg's filter doesn't know are not given to it", () => {
  assert.match(filters({ ...PQ, matrix: "ycgco,hflip" }), /min=bt2020nc:/);
  assert.match(filters({ ...PQ, primaries: "film,hflip" }), /pin=bt2020:/);
});
