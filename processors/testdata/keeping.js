/** Keeps the pixels that it was given, and draws into the same ones each time. */
const drawn = new Uint8Array(8);
export default {
  name: "keeping",
  channels: 1,
  process(frames, context) {
    return frames.map(({ width, height, data, stream }) => {
      const kept = context.stateOf(stream, () => ({ last: undefined }));
      const text = `${kept.last?.[0] ?? "none"} before`;
      kept.last = data;
      drawn.fill(data[0] + 1);
      return data[0] < 100
        ? { text }
        : { text, picture: { width, height, channels: 1, data: drawn } };
    });
  },
};
