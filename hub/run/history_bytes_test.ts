import assert from "node:assert/strict";
import { content, hubTest, NEVER, picture, startRun, worker } from "../testing/test_support.ts";

const MIB = 2 ** 20;

/** The largest result, as the history keeps it: a text and labels, two bytes a character. */
const TEXT = "t".repeat(2000);
const LABELS = Array.from({ length: 32 }, (_, i) => ({ label: `${i}`.padStart(200, "l") }));

hubTest(
  "the history of one run takes 4 MiB at most, however many results it may have: the oldest go",
  async ({ hub }) => {
    const run = await startRun(hub);
    const other = await startRun(hub);
    const peer = worker(hub);
    await other.push(picture());
    await (await peer.take(NEVER)).complete({ text: "of another run" });
    const results = 400;
    for (let i = 0; i < results; i++) {
      const { outcome } = await run.push(picture());
      await (await peer.take(NEVER)).complete({ ...content(), text: TEXT, labels: LABELS });
      await outcome;
    }
    const { first, last } = run.history;
    const kept = run.history.after(0, results);
    assert.deepEqual([last, kept.length, kept.at(0)?.seq], [results, last - first + 1, first]);
    assert.equal(kept.at(-1)?.seq, results, "the newest one is kept");
    const bytes = kept.reduce((sum, { text = "", labels }) => {
      return sum + 2 * text.length + labels.reduce((sum, { label }) => sum + 2 * label.length, 0);
    }, 0);
    assert.ok(bytes <= 4 * MIB, `${bytes} bytes of words are kept`);
    assert.ok(bytes >= 2 * MIB, `only ${bytes} bytes of words are kept`);
    assert.equal(other.history.after(0, 1)[0]?.text, "of another run", "a bound of each run");
  },
  { resultHistory: 1000, resultHistoryBytes: 64 * MIB },
);
