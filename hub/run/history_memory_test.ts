import assert from "node:assert/strict";
import { HistoryMemory } from "./history_memory.ts";

/** A history whose entries have these bytes; it forgets from the front. */
class Entries {
  readonly name: string;
  readonly #memory: HistoryMemory;
  readonly kept: number[] = [];

  constructor(name: string, memory: HistoryMemory) {
    this.name = name;
    this.#memory = memory;
  }

  get bytes(): number {
    return this.kept.reduce((sum, bytes) => sum + bytes, 0);
  }

  add(bytes: number): void {
    this.kept.push(bytes);
    this.#memory.grew(this, bytes);
  }

  dropOldest(): boolean {
    const bytes = this.kept.shift();
    if (bytes !== undefined) this.#memory.shrank(this, bytes);
    return bytes !== undefined;
  }
}

Deno.test("as much is kept as the bound allows, and no more", () => {
  const memory = new HistoryMemory(10);
  const history = new Entries("a", memory);
  history.add(4);
  history.add(6);
  assert.deepEqual([history.kept, memory.bytes], [[4, 6], 10]);
  history.add(1);
  assert.deepEqual([history.kept, memory.bytes], [[6, 1], 7]);
});

Deno.test("who was quiet for the longest forgets first, and no more than it takes", () => {
  const memory = new HistoryMemory(10);
  const [a, b, c] = [new Entries("a", memory), new Entries("b", memory), new Entries("c", memory)];
  a.add(2);
  b.add(2);
  b.add(2);
  a.add(2);
  c.add(4);
  assert.deepEqual([a.kept, b.kept, c.kept, memory.bytes], [[2, 2], [2], [4], 10]);
  c.add(4);
  assert.deepEqual([a.kept, b.kept, c.kept, memory.bytes], [[2], [], [4, 4], 10]);
});

Deno.test("one that is larger than the bound by itself is not kept", () => {
  const memory = new HistoryMemory(10);
  const [a, b] = [new Entries("a", memory), new Entries("b", memory)];
  a.add(3);
  b.add(11);
  assert.deepEqual([a.kept, b.kept, memory.bytes], [[], [], 0]);
});

Deno.test("who has forgotten everything begins anew as the newest", () => {
  const memory = new HistoryMemory(10);
  const [a, b] = [new Entries("a", memory), new Entries("b", memory)];
  a.add(5);
  a.dropOldest();
  b.add(5);
  a.add(5);
  a.add(1);
  assert.deepEqual([a.kept, b.kept], [[5, 1], []]);
});
