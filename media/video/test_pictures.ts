/** Real JPEGs for tests. */
import { encodePicture, type Raster } from "../image/mod.ts";

/** Small pictures that differ. */
export async function examplePictures(count = 3): Promise<Uint8Array<ArrayBuffer>[]> {
  const pictures: Uint8Array<ArrayBuffer>[] = [];
  for (let i = 0; i < count; i++) {
    pictures.push(new Uint8Array(await encodePicture(raster(i), "jpeg")));
  }
  return pictures;
}

function raster(seed: number): Raster {
  const [widthPx, heightPx] = [32, 24];
  const data = Uint8Array.from(
    { length: widthPx * heightPx * 3 },
    (_, i) => (i * 31 + seed * 57) & 0xff,
  );
  return { widthPx, heightPx, channels: 3, layout: "interleaved", order: "RGB", data };
}
