import assert from "node:assert/strict";
import { listenToKeys } from "./keyboard.ts";
import { page } from "./test_page.ts";

/** What the page has besides: selectors that the focused element and those around it match. */
let around: readonly string[][] = [];
let isDialogOpen = false;

/** An element that matches some of the selectors that keyboard.ts asks for. */
class FakeElement {
  matches(selector: string): boolean {
    return selectorsOf(selector).some((each) => around[0]?.includes(each));
  }

  closest(selector: string): FakeElement | null {
    const wanted = selectorsOf(selector);
    return around.some((own) => wanted.some((each) => own.includes(each))) ? this : null;
  }
}

function selectorsOf(list: string): string[] {
  return list.split(/,\s*(?![^[]*\])/).map((each) => each.trim());
}

Object.assign(page, {
  body: new FakeElement(),
  querySelector: (selector: string) =>
    selector === "dialog[open]" && isDialogOpen ? new FakeElement() : null,
});
Object.defineProperty(globalThis, "Element", { value: FakeElement, configurable: true });

const pressed: string[] = [];
const act = (name: string) => () => void pressed.push(name);
listenToKeys(() => ({
  f: act("f"),
  "?": act("?"),
  1: act("1"),
  Space: act("Space"),
  ArrowLeft: act("ArrowLeft"),
  Home: act("Home"),
}));

interface Press {
  /** What the focused element is, then what it is in; left out: nothing has the focus. */
  readonly on?: readonly string[][];
  readonly ctrlKey?: boolean;
  readonly metaKey?: boolean;
  readonly altKey?: boolean;
  readonly shiftKey?: boolean;
  readonly repeat?: boolean;
  /** Something else has taken it. */
  readonly isTaken?: boolean;
}

/** @returns what was done, and whether the browser still does what it does with that key */
function press(key: string, { on, isTaken = false, ...init }: Press = {}): string {
  pressed.length = 0;
  around = on ?? [];
  const event = Object.assign(new Event("keydown", { cancelable: true }), {
    ...{ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, repeat: false },
    ...init,
  });
  if (on) Object.defineProperty(event, "target", { value: new FakeElement() });
  if (isTaken) event.preventDefault();
  page.dispatchEvent(event);
  assert.equal(event.defaultPrevented, isTaken || pressed.length > 0);
  return pressed.join();
}

Deno.test("a key does what is listed for it, in upper case as well", () => {
  assert.equal(press("f"), "f");
  assert.equal(press("F", { shiftKey: true }), "f");
  assert.equal(press("?", { shiftKey: true }), "?");
  assert.equal(press("1"), "1");
  assert.equal(press(" "), "Space");
  assert.equal(press("ArrowLeft"), "ArrowLeft");
  assert.equal(press("x"), "");
});

Deno.test("fields keep their keys; a slider keeps only those that move it", () => {
  const field = [["input:not([type=range])", "input"]];
  for (const on of [field, [["select"]], [["textarea"]], [["[contenteditable]"]]]) {
    for (const key of ["f", "1", " ", "ArrowLeft"]) assert.equal(press(key, { on }), "", `${on}`);
  }
  const slider = [["input"]];
  assert.equal(press("ArrowLeft", { on: slider }), "");
  assert.equal(press("Home", { on: slider }), "");
  assert.equal(press("f", { on: slider }), "f");
});

Deno.test("Space presses what it is pressed on, and what that stands in", () => {
  for (const kind of ["button", "a", "summary", "label", "input"]) {
    assert.equal(press(" ", { on: [[kind]] }), "", kind);
    assert.equal(press(" ", { on: [["svg"], [kind]] }), "", kind);
  }
  assert.equal(press("f", { on: [["button"]] }), "f");
  assert.equal(press(" ", { on: [["main"]] }), "Space");
});

Deno.test("what has a use for keys that move keeps them", () => {
  const movers = ["video", "audio", "[role=slider]", "[role=tab]", "[role=tree] *"];
  for (const mover of [...movers, "[data-own-arrows] *"]) {
    assert.equal(press("ArrowLeft", { on: [[mover]] }), "", mover);
    assert.equal(press("Home", { on: [[mover]] }), "", mover);
    assert.equal(press("f", { on: [[mover]] }), "f", mover);
  }
  assert.equal(press("ArrowLeft", { on: [["button"]] }), "ArrowLeft");
});

Deno.test("a key that is held down acts once; one that moves acts each time", () => {
  assert.equal(press("f", { repeat: true }), "");
  assert.equal(press(" ", { repeat: true }), "");
  assert.equal(press("1", { repeat: true }), "");
  assert.equal(press("ArrowLeft", { repeat: true }), "ArrowLeft");
  assert.equal(press("Home", { repeat: true }), "Home");
});

Deno.test("with Ctrl, Meta or Alt a key is the browser's", () => {
  for (const modifier of ["ctrlKey", "metaKey", "altKey"]) {
    for (const key of ["f", "1", "ArrowLeft"]) assert.equal(press(key, { [modifier]: true }), "");
  }
});

Deno.test("while a dialog is open the page has no keys; what was taken already is left alone", () => {
  isDialogOpen = true;
  assert.equal(press("f"), "");
  isDialogOpen = false;
  assert.equal(press("f"), "f");
  assert.equal(press("f", { isTaken: true }), "");
});
