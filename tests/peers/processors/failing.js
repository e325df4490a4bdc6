/** A processor for tests: fails at every second frame. */
export default {
  name: "failing",
  process: (frames) =>
    frames.map(({ number }) =>
      number % 2 === 1 ? new Error(`Frame ${number} is odd.`) : { text: `Frame ${number} is even.` }
    ),
};
