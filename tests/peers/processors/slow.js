/** A processor for tests that takes some time for each batch. */
export default {
  name: "slow",
  process: (frames) =>
    new Promise((resolve) => setTimeout(() => resolve(frames.map(() => ({}))), 20)),
};
