/**
 * An image processor for framebox: finds the brightest spot and puts a box around it.
 *
 *     framebox --processors docs/examples/processors/brightest_spot.js
 *
 * The spot is looked for in blocks of 8×8 pixels, so that a single hot pixel doesn't win; how far it
 * has moved is its distance from where it was in the frame before.
 */

const BLOCK = 8;

export default {
  name: "brightest_spot",
  title: "Brightest spot",
  help: "Puts a box around the brightest spot and says how far it has moved.",

  /** 1: frames come in grey, one byte a pixel. 3: RGB, three bytes a pixel. */
  channels: 1,

  /** Several frames at once when they were sent as a batch; one result each, in their order. */
  process(frames, context) {
    return frames.map((frame) => {
      const spot = brightestBlock(frame);
      // What is remembered of this stream; others have their own.
      const before = context.stateOf(frame.stream, () => ({ x: spot.x, y: spot.y }));
      const moved = Math.hypot(spot.x - before.x, spot.y - before.y);
      Object.assign(before, { x: spot.x, y: spot.y });
      return {
        boxes: [{
          xyxy: [spot.x, spot.y, spot.x + spot.width, spot.y + spot.height],
          conf: spot.mean / 255,
          name: "brightest",
        }],
        // Kept in data.mat as data_00000.brightness …; numbers are shown and plotted.
        data: { brightness: spot.mean, moved },
        // With `picture: { width, height, channels, data }` the result has a picture of its own;
        // without one the frame is shown, with the boxes over it.
      };
    });
  },
};

/** The block with the highest mean; at the right and lower edge blocks are smaller. */
function brightestBlock({ width, height, data }) {
  let best = { x: 0, y: 0, width: 0, height: 0, mean: -1 };
  for (let y = 0; y < height; y += BLOCK) {
    for (let x = 0; x < width; x += BLOCK) {
      const [right, bottom] = [Math.min(x + BLOCK, width), Math.min(y + BLOCK, height)];
      let sum = 0;
      for (let row = y; row < bottom; row++) {
        for (let at = row * width + x; at < row * width + right; at++) sum += data[at];
      }
      const mean = sum / ((right - x) * (bottom - y));
      if (mean > best.mean) best = { x, y, width: right - x, height: bottom - y, mean };
    }
  }
  return best;
}
