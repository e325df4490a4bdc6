import assert from "node:assert/strict";
import {
  brief,
  content,
  hubTest,
  NEVER,
  picture,
  readData,
  startRun,
  worker,
} from "./test_support.ts";

hubTest(
  "a frame goes to a worker and its result to the reader and into data.mat",
  async ({ hub }) => {
    const run = await startRun(hub, { kind: "image" });
    const reader = run.results();
    const peer = worker(hub);
    const lease = peer.take(NEVER);
    const pushed = await run.push(picture());
    assert.equal((await lease).hash, run.hash);
    const answer = await peer.answer({ hash: run.hash, content: content("data_00000") });
    assert.deepEqual(answer.accepted && answer.number, 0);
    assert.equal(brief(await pushed.outcome), "done 0");
    assert.equal(brief(await reader.next(NEVER)), "done 0");
    assert.deepEqual(await readData(run.data), [["data_00000", 0]]);
    run.finish();
    assert.equal(await reader.next(NEVER), undefined);
  },
);
