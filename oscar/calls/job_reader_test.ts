import assert from "node:assert/strict";
import type { Job, JobsPage } from "../manager/mod.ts";
import { ManualClock } from "../../tests/support/manual_clock.ts";
import { limit } from "../../tests/support/limit.ts";
import { ServiceMemory } from "./cluster_memory.ts";
import { JobReader } from "./job_reader.ts";

function job(name: string, state: Job["state"] = "Running"): Job {
  return { name, state, createdAt: undefined, startedAt: undefined, finishedAt: undefined };
}

/** A reader of pages of two jobs, and what it asked for. */
function readerOf(readsLogs = false) {
  const clock = new ManualClock();
  const memory = new ServiceMemory();
  const jobs: Job[] = [];
  const logs = new Map<string, string>();
  const asked: (string | undefined)[] = [];
  const manager = {
    jobs: (_service: string, page: string | undefined): Promise<JobsPage> => {
      asked.push(page);
      const from = Number(page ?? 0);
      const next = from + 2 < jobs.length ? String(from + 2) : undefined;
      return Promise.resolve({ jobs: jobs.slice(from, from + 2), next });
    },
    jobLog: (_service: string, name: string) => Promise.resolve(logs.get(name)),
  };
  const closed = new AbortController().signal;
  const options = { service: "plants", manager, memory, readsLogs, clock, closed };
  const reader = new JobReader(options);
  const list = async () => {
    const next = reader.next(limit());
    clock.advance(memory.listDelayMs(clock.now()));
    await next;
    // Logs are read after the list.
    for (let i = 0; i < 50; i++) await Promise.resolve();
  };
  return { clock, memory, jobs, logs, asked, reader, list, other: new JobReader(options) };
}

Deno.test("the only job that appears after an input was sent is its own", async () => {
  const { jobs, reader, list } = readerOf();
  jobs.push(job("a"), job("b", "Succeeded"));
  await list();
  using call = reader.follow("plants/in/x", () => {});
  jobs.push(job("during"));
  await list();
  call.sent();
  assert.deepEqual(call.before.map(({ name }) => name), ["a", "during"]);
  assert.deepEqual(call.jobs().candidates, []);
  jobs.push(job("mine"));
  await list();
  assert.equal(call.jobs().mine?.name, "mine");
  jobs.push(job("foreign"));
  await list();
  assert.equal(call.jobs().mine, undefined);
  assert.equal(call.jobs().candidates.length, 2);
});

Deno.test("two calls at once have no job of their own, unless it is in their logs", async () => {
  for (const readsLogs of [false, true]) {
    const { jobs, logs, reader, list } = readerOf(readsLogs);
    await list();
    using first = reader.follow("plants/in/x", () => {});
    using second = reader.follow("plants/in/y", () => {});
    jobs.push(job("1"), job("2"));
    const line = (key: string) => `Downloading item from bucket 'plants' with key '${key}'\n`;
    logs.set("2", line("in/x")).set("1", line("in/y"));
    await list();
    assert.equal(first.jobs().mine?.name, readsLogs ? "2" : undefined);
    assert.equal(second.jobs().mine?.name, readsLogs ? "1" : undefined);
  }
});

Deno.test("all pages are read, then only those up to the job that is awaited", async () => {
  const { clock, jobs, asked, reader, list } = readerOf();
  jobs.push(job("a"), job("b"), job("c"), job("d"), job("e"));
  await list();
  assert.deepEqual(asked.splice(0), [undefined, "2", "4"]);
  const changed = Promise.withResolvers<void>();
  using call = reader.follow("plants/in/x", () => changed.resolve());
  jobs.unshift(job("0"));
  await list();
  assert.equal(call.jobs().mine?.name, "0");
  asked.length = 0;
  clock.advance(5000);
  await changed.promise;
  for (let i = 0; i < 50; i++) await Promise.resolve();
  assert.deepEqual(asked, [undefined]);
});

Deno.test("two logins together list jobs once in five seconds", async () => {
  const { clock, asked, reader, other } = readerOf();
  const both = [reader.next(limit()), other.next(limit())];
  for (let i = 0; i < 50; i++) await Promise.resolve();
  assert.equal(asked.length, 1);
  clock.advance(4999);
  for (let i = 0; i < 50; i++) await Promise.resolve();
  assert.equal(asked.length, 1);
  clock.advance(1);
  await Promise.all(both);
  assert.equal(asked.length, 2);
});

Deno.test("a job that is removed has ended", async () => {
  const { jobs, reader, list } = readerOf();
  await list();
  using call = reader.follow("plants/in/x", () => {});
  jobs.push(job("mine"));
  await list();
  jobs.pop();
  await list();
  assert.equal(call.jobs().mine?.state, "Unknown");
});
