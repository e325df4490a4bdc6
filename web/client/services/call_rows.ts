/** Calls as lines: name, how far each is, and what can be done with it. Clicks are handled once for all of them. */
import { button, moveFocus } from "../base/dom.ts";
import { icon, make, tool } from "../base/element.ts";
import { foreign, sentenceOf, write } from "../base/sentence.ts";
import { fill, text } from "../base/text.ts";
import { progressWords, shareOf, whyOf } from "./call_words.ts";
import { hasEnded, hasFailed, type ShownCall } from "./shown_call.ts";

/** What can be done with a call. */
export interface CallActions {
  /** The same input once more. */
  again: (shown: ShownCall) => void;
  /** Cancels it, or removes one that has ended. */
  end: (shown: ShownCall) => void;
}

/** What lines of calls are made with. */
export interface RowOptions extends CallActions {
  open: (shown: ShownCall) => void;
  /** The service and the time, where calls of all services stand together. */
  isHistory: boolean;
}

/** Lines beyond this are not drawn. */
const MAX_ROWS = 500;

export class CallRows {
  root: HTMLUListElement;
  #options: RowOptions;
  #rows = new Map<string, Row>();
  #current: string | undefined;

  constructor(root: HTMLUListElement, options: RowOptions) {
    this.root = root;
    this.#options = options;
    root.addEventListener("click", (event) => {
      const pressed = event.target instanceof Element ? event.target.closest("button") : null;
      const key = pressed?.closest("li")?.dataset.key;
      const row = key === undefined ? undefined : this.#rows.get(key);
      if (!row || !pressed) return;
      const what = pressed.dataset.what;
      if (what === "open" || what === "again" || what === "end") options[what](row.shown);
    });
  }

  /** @param calls the newest first */
  show(calls: readonly ShownCall[], nowMs: number): void {
    const drawn = calls.slice(0, MAX_ROWS);
    const keys = new Set(drawn.map(({ key }) => key));
    for (const [key, row] of this.#rows) {
      if (keys.has(key)) continue;
      const next = row.place.nextElementSibling ?? row.place.previousElementSibling;
      const to = next?.querySelector("button");
      if (to) moveFocus(row.place, to);
      row.place.remove();
      this.#rows.delete(key);
    }
    for (const [i, shown] of drawn.entries()) {
      const row = this.#rows.get(shown.key) ?? this.#add(shown);
      row.show(shown, nowMs);
      const before = this.root.children[i];
      if (before !== row.place) this.root.insertBefore(row.place, before ?? null);
    }
    this.mark(this.#current);
  }

  /** One call has changed. */
  update(shown: ShownCall, nowMs: number): void {
    this.#rows.get(shown.key)?.show(shown, nowMs);
  }

  /** A second has passed. */
  tick(nowMs: number): void {
    for (const row of this.#rows.values()) if (!hasEnded(row.shown)) row.tick(nowMs);
  }

  /** The call that is looked at. */
  mark(key: string | undefined): void {
    this.#current = key;
    for (const [own, { open }] of this.#rows) {
      if (!this.#options.isHistory) open.setAttribute("aria-pressed", String(own === key));
    }
  }

  #add(shown: ShownCall): Row {
    const row = new Row(shown, this.#options);
    this.#rows.set(shown.key, row);
    return row;
  }
}

class Row {
  place = make("li", "call-row");
  shown: ShownCall;
  open = make("button", "call-open");
  #state = make("span", "call-state");
  #why = make("span", "call-why");
  #bar = make("progress");
  #again = button(text.services.again, () => {});
  #end = tool("close", "");
  #endsAs = "";

  constructor(shown: ShownCall, { isHistory }: RowOptions) {
    this.shown = shown;
    const { key, name, service, startedMs } = shown;
    this.place.dataset.key = key;
    this.open.type = "button";
    this.open.dataset.what = "open";
    const title = make("span", "call-name");
    write(title, foreign(name));
    this.open.append(title);
    if (isHistory) {
      const about = make("span", "call-about");
      write(about, foreign(`${service} ·`), timeText(startedMs));
      this.open.append(about);
    }
    this.open.append(this.#state, this.#why);
    this.#again.classList.add("small");
    this.#again.dataset.what = "again";
    this.#again.setAttribute("aria-label", fill(text.services.againOf, { name }));
    this.#end.dataset.what = "end";
    this.#bar.max = 1;
    this.#bar.setAttribute("aria-hidden", "true");
    this.place.append(this.open, this.#again, this.#end, this.#bar);
  }

  show(shown: ShownCall, nowMs: number) {
    this.shown = shown;
    const isOver = hasEnded(shown);
    this.place.dataset.state = shown.refused === undefined
      ? shown.call?.state ?? "sending"
      : "failed";
    this.place.dataset.failed = String(hasFailed(shown));
    write(this.#why, whyOf(shown));
    this.#why.hidden = sentenceOf(whyOf(shown)).text === "";
    this.#again.hidden = !isOver;
    const endsAs = fill(isOver ? text.services.removeOf : text.services.cancelOf, {
      name: shown.name,
    });
    if (endsAs !== this.#endsAs) {
      this.#endsAs = this.#end.title = endsAs;
      this.#end.setAttribute("aria-label", endsAs);
      this.#end.replaceChildren(icon(isOver ? "close" : "stop"));
    }
    this.tick(nowMs);
  }

  tick(nowMs: number) {
    const { refused } = this.shown;
    const state = refused === undefined
      ? progressWords(this.shown, nowMs)
      : text.services.states.failed;
    if (this.#state.textContent !== state) this.#state.textContent = state;
    const share = shareOf(this.shown);
    this.#bar.hidden = hasEnded(this.shown);
    if (share === undefined) this.#bar.removeAttribute("value");
    else this.#bar.value = share;
  }
}

/** Today the time alone. */
function timeText(ms: number): string {
  const isToday = new Date(ms).toDateString() === new Date().toDateString();
  const date = isToday ? {} : { dateStyle: "short" } as const;
  return new Intl.DateTimeFormat(text.language, { ...date, timeStyle: "short" }).format(ms);
}
