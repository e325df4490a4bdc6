/** Does what the first pixel of its first frame selects. */
import type { ImageProcessor, ProcessorFrame } from "../mod.ts";

const processor: ImageProcessor = {
  name: "faulty",
  process(frames: readonly ProcessorFrame[]) {
    switch (frames[0]?.data[0]) {
      case 1:
        throw new RangeError("no such thing");
      case 2:
        return [{}, {}, {}];
      case 3:
        // Deno can't end a thread that never yields: this one ends after all limits of the tests.
        for (const until = Date.now() + 20_000; Date.now() < until;);
        return [{}];
      case 4:
        return frames.map((_, i) => i === 0 ? new Error("not this one") : { text: "this one" });
      case 5:
        return frames.map(() => ({
          picture: { width: 2, height: 2, channels: 3 as const, data: new Uint8Array(5) },
        }));
      case 6:
        self.close();
        return new Promise<never>(() => {});
      case 7:
        setTimeout(() => {
          throw new Error("too late to be caught");
        });
        return new Promise<never>(() => {});
      case 8:
        return frames.map((_, i) =>
          i === 0 ? Promise.reject(new Error("not this one")) : Promise.resolve({ text: "later" })
        );
      case 9: {
        const emptied = frames as ProcessorFrame[];
        return emptied.splice(0).map(() => ({ text: "taken" }));
      }
      case 10:
        throw Object.create(null);
      case 11:
        return frames.map(() => ({
          boxes: [{ xyxy: [0, 0, 1, 1] as const, name: "n".repeat(1_000_000) }],
          labels: [{ label: "l".repeat(1_000_000), about: "a".repeat(1_000_000) }],
        }));
      case 12:
        return frames.map(() => ({ boxes: [{ xyxy: [0, 0, 1] as unknown as [0, 0, 1, 1] }] }));
      default:
        return frames.map(() => ({ text: "well" }));
    }
  },
};

export default processor;
