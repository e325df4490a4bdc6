import { showPage } from "../base/test_dom.ts";
import assert from "node:assert/strict";
import type { DroppedEntries } from "../base/dropped.ts";
import type { DataStrip } from "../data/strip.ts";
import type { TabParts } from "./lazy_tab.ts";
import { LazyTab } from "./lazy_tab.ts";

/** What the tab's script was called with, by its own names. */
const calls: unknown[][] = [];
Object.assign(globalThis, {
  lazyTabCalls: calls,
  requestAnimationFrame: (action: () => void) => (action(), 0),
  reportError: (error: Error) => calls.push(["reported", error.name]),
});

const SCRIPT = `data:text/javascript,export function openTab() {
  lazyTabCalls.push(["opened"]);
  return {
    run: "r1",
    shown: () => lazyTabCalls.push(["shown"]),
    take: (files, entries) => lazyTabCalls.push(["take", files[0].name, entries]),
  };
}//`;

function makeTab(script: string): { tab: LazyTab; panel: HTMLElement; shown: unknown[] } {
  calls.length = 0;
  showPage('<section data-tab-panel="toy" data-takes="sound  video"></section>');
  const panel = document.querySelector("section")!;
  panel.dataset.script = script;
  const shown: unknown[] = [];
  const data = { show: (run: string | undefined) => void shown.push(run) } as DataStrip;
  return { tab: new LazyTab(panel, { data } as TabParts), panel, shown };
}

const announced = () => document.getElementById("live-region")?.textContent;
const file = (name: string) => new File([], name);

Deno.test("a tab is opened once, then shown", async () => {
  const { tab, shown } = makeTab(`${SCRIPT}once`);
  assert.equal(tab.name, "toy");
  assert.deepEqual(tab.takes, ["sound", "video"]);
  await Promise.all([tab.show(), tab.show()]);
  await tab.show();
  assert.deepEqual(calls, [["opened"], ["shown"]]);
  assert.deepEqual(shown, ["r1"]);
});

Deno.test("a tab that was left before its script came leaves the data to the one that is looked at", async () => {
  const { tab, panel, shown } = makeTab(`${SCRIPT}left`);
  const opened = tab.show();
  panel.hidden = true;
  await opened;
  assert.deepEqual(calls, [["opened"]]);
  assert.deepEqual(shown, []);
});

Deno.test("what is given before the script is there waits for it, folders as well, in its order", async () => {
  const { tab } = makeTab(`${SCRIPT}given`);
  const entries: DroppedEntries = [null];
  tab.take([file("a")], entries);
  tab.take([file("b")]);
  await tab.show();
  tab.take([file("c")], entries);
  const takes = [["take", "a", entries], ["take", "b", undefined], ["take", "c", entries]];
  assert.deepEqual(calls, [["opened"], ...takes]);
});

Deno.test("a script that doesn't come is announced, and asked for at another address; what was given waits on", async () => {
  const { tab, panel } = makeTab("data:text/javascript,throw new RangeError()//");
  tab.take([file("a")]);
  await tab.show();
  assert.match(announced() ?? "", /^This part of the page did not load\. .* reload the page\.$/);
  assert.equal(tab.opened, undefined);
  panel.dataset.script = `${SCRIPT}again`;
  await tab.show();
  assert.deepEqual(calls, [["reported", "RangeError"], ["opened"], ["take", "a", undefined]]);
});

Deno.test("a script that is no tab's is announced as one that doesn't come", async () => {
  const { tab } = makeTab("data:text/javascript,export const openTab = 1");
  await tab.show();
  assert.deepEqual(calls, [["reported", "TypeError"]]);
  assert.match(announced() ?? "", /did not load/);
});
