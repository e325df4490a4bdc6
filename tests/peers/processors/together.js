/** A processor for tests: reports of each frame how many came together, and which of them it is. */
export default {
  name: "together",
  process: (frames) => frames.map((_, place) => ({ data: { count: frames.length, place } })),
};
