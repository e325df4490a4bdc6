/** A processor for tests: sums over all values of a picture, by which two of them can be compared. */
export default {
  name: "sums",
  channels: 3,
  process: (frames) =>
    frames.map(({ data }) => {
      let sum = 0;
      let weighted = 0;
      for (let i = 0; i < data.length; i++) {
        sum += data[i];
        weighted += data[i] * (i % 251 + 1);
      }
      return { data: { sum, weighted } };
    }),
};
