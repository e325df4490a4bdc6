/** Reports where the brightest pixel is, and how often it was called. */
let asked = 0;
export default {
  name: "spot",
  title: "Brightest spot",
  help: "Where it is the brightest.",
  channels: 1,
  process(frames, context) {
    asked++;
    return frames.map(({ width, height, channels, data, number, stream }) => {
      const of = context.stateOf(stream, () => ({ frames: 0 }));
      const at = data.indexOf(data.reduce((max, value) => Math.max(max, value), 0));
      const [x, y] = [at % width, Math.floor(at / width)];
      return {
        labels: [{ label: "spot", probability: 0.5 }],
        boxes: [{ xyxy: [x, y, x + 1, y + 1], conf: 0.9, cls: 0, name: "spot" }],
        text: `${width}×${height}×${channels}`,
        data: {
          asked,
          together: frames.length,
          ofStream: ++of.frames,
          number,
          wants: context.wantsPictures,
          row: Float32Array.of(0.5, 1.5),
        },
      };
    });
  },
};
