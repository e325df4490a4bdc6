/** A processor for tests: takes its time, of which there is more than anybody needs. */
export default {
  name: "slow",
  process: (frames) =>
    new Promise((resolve) => setTimeout(() => resolve(frames.map(() => ({}))), 20)),
};
