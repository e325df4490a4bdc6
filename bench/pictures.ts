/** Frames for the benchmarks: a photograph that moves, 1280×720, as JPEG files. */
import { decodePicture, encodePicture, type Raster } from "../media/image/mod.ts";

const PHOTO = new URL("../web/assets/examples/coffee.jpg", import.meta.url);

/** Width and height of all benchmark frames. */
export const FRAME = { widthPx: 1280, heightPx: 720 } as const;

/** `count` different frames of 720p, each a JPEG file of some 100 to 200 KB. */
export async function jpegFrames(count: number): Promise<Uint8Array<ArrayBuffer>[]> {
  const photo = await decodePicture(await Deno.readFile(PHOTO), { channels: 3 });
  const frames: Uint8Array<ArrayBuffer>[] = [];
  for (let i = 0; i < count; i++) {
    const encoded = await encodePicture(shifted(photo, i * 9), "jpeg", { quality: 85 });
    frames.push(new Uint8Array(encoded));
  }
  return frames;
}

/** The photograph as a tiling, shifted. */
function shifted(photo: Raster, by: number): Raster {
  const { widthPx, heightPx } = FRAME;
  const data = new Uint8Array(widthPx * heightPx * 3);
  for (let y = 0; y < heightPx; y++) {
    const row = ((y + by) % photo.heightPx) * photo.widthPx;
    for (let x = 0; x < widthPx; x++) {
      const from = (row + (x + by) % photo.widthPx) * 3;
      const to = (y * widthPx + x) * 3;
      data[to] = photo.data[from] ?? 0;
      data[to + 1] = photo.data[from + 1] ?? 0;
      data[to + 2] = photo.data[from + 2] ?? 0;
    }
  }
  return { widthPx, heightPx, channels: 3, layout: "interleaved", order: "RGB", data };
}
