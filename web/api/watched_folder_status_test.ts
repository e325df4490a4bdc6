import assert from "node:assert/strict";
import type { FolderState, FolderView } from "../../sources/mod.ts";
import { withFramebox } from "../test_framebox.ts";

class TestFolder implements FolderView {
  readonly listeners = new Set<(state: FolderState) => void>();
  state: FolderState = {
    name: "scans",
    phase: "busy",
    processor: "workers",
    waiting: 40,
    done: 60,
    failed: 1,
    before: 3,
    filesPerSecond: 12.345,
    remainingMs: 3240.4,
  };

  subscribe(listener: (state: FolderState) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  turn(state: Partial<FolderState>): void {
    this.state = { ...this.state, ...state };
    for (const listener of this.listeners) listener(this.state);
  }
}

const BUSY = {
  name: "scans",
  state: "busy",
  processor: "workers",
  waiting: 40,
  done: 60,
  failed: 1,
  before: 3,
  files_per_second: 12.3,
  remaining_ms: 3240,
};

Deno.test("the status holds the progress of watched folders", () => {
  const folder = new TestFolder();
  return withFramebox(async (framebox) => {
    const status = await (await framebox.call("GET", "/api/v1/status")).json();
    assert.deepEqual(status.folders, [BUSY]);
    folder.turn({ phase: "idle", waiting: 0, filesPerSecond: undefined, remainingMs: undefined });
    const { folders } = await (await framebox.call("GET", "/api/v1/status")).json();
    assert.deepEqual(folders, [
      { ...BUSY, state: "idle", waiting: 0, files_per_second: null, remaining_ms: null },
    ]);
  }, { folders: [folder] });
});

Deno.test("a page gets the watched folders when it connects, and each change until it leaves", () => {
  const folder = new TestFolder();
  return withFramebox(async (framebox) => {
    const live = await framebox.live(await framebox.session());
    assert.deepEqual((await live.status("folders")).folders, [BUSY]);
    folder.turn({ waiting: 39, done: 61 });
    assert.deepEqual((await live.status("folders")).folders, [{ ...BUSY, waiting: 39, done: 61 }]);
    live.close();
    await live.closed;
    const other = await framebox.live(await framebox.session());
    await other.status("folders");
    assert.equal(folder.listeners.size, 1);
  }, { folders: [folder] });
});

Deno.test("a server that watches none has an empty list", () =>
  withFramebox(async (framebox) => {
    const status = await (await framebox.call("GET", "/api/v1/status")).json();
    assert.deepEqual(status.folders, []);
  }));
