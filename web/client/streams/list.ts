/**
 * The streams that there are, one line each. Lines stay where they are while their figures change.
 */
import { Emitter } from "../base/emitter.ts";
import type { StreamJson } from "../../wire/mod.ts";
import type { ProcessorChoice } from "../live/processor_choice.ts";
import { byId } from "../base/dom.ts";
import { fill, numberText, plural, text, wordOf } from "../base/text.ts";

export type Stream = StreamJson;

/** The parts of a line, in their order. */
const PARTS = ["name", "state", "origin", "facts", "failed"] as const;

/** Events of {@linkcode StreamList}. */
export interface StreamListEvents {
  picked: StreamJson;
}

export class StreamList extends Emitter<StreamListEvents> {
  choice: ProcessorChoice;
  #root = byId("streams-list", HTMLUListElement);
  #count = byId("streams-count", HTMLElement);
  #none = byId("streams-none", HTMLElement);
  #lines = new Map<string, HTMLButtonElement>();
  #streams: readonly Stream[] = [];

  /** @param choice knows processors by their titles */
  constructor(choice: ProcessorChoice) {
    super();
    this.choice = choice;
  }

  show(streams: readonly Stream[], picked: string | undefined): void {
    this.#streams = streams;
    this.#none.hidden = streams.length > 0;
    this.#count.textContent = streams.length > 0 ? numberText(streams.length) : "";
    const ids = new Set(streams.map(({ stream }) => stream));
    for (const [id, line] of this.#lines) {
      if (ids.has(id)) continue;
      line.parentElement?.remove();
      this.#lines.delete(id);
    }
    for (const stream of streams) this.#write(this.#line(stream.stream), stream);
    this.mark(picked);
  }

  mark(picked: string | undefined): void {
    for (const [id, line] of this.#lines) line.setAttribute("aria-pressed", String(id === picked));
  }

  /** Picks a neighbour of what is picked. */
  move(step: 1 | -1): void {
    const at = [...this.#lines.values()].findIndex((line) => line.ariaPressed === "true");
    const next = this.#streams[at + step];
    if (!next) return;
    this.#pick(next.stream);
    this.#lines.get(next.stream)?.scrollIntoView({ block: "nearest" });
  }

  #pick(id: string) {
    const stream = this.#streams.find(({ stream }) => stream === id);
    if (stream) this.emit("picked", stream);
  }

  #line(id: string) {
    const known = this.#lines.get(id);
    if (known) return known;
    const line = document.createElement("button");
    line.type = "button";
    line.className = "stream";
    line.addEventListener("click", () => this.#pick(id));
    for (const name of PARTS) {
      const part = document.createElement("span");
      part.className = `stream-${name}`;
      line.append(part);
    }
    const item = document.createElement("li");
    item.append(line);
    this.#root.append(item);
    this.#lines.set(id, line);
    return line;
  }

  #write(line: HTMLElement, stream: Stream) {
    const { name, kind, format, processor, frames, failed, fps, error, since } = stream;
    const [state, figures] = error !== null
      ? ["failing", text.streams.failing]
      : fps > 0
      ? ["live", rateText(fps)]
      : ["silent", text.streams.silent];
    line.dataset.state = state;
    const words: Record<typeof PARTS[number], string> = {
      name,
      state: figures,
      origin: `${text.streams.kinds[kind] ?? kind} · ${formatText(format)}`,
      facts: [
        this.choice.title(processor),
        plural(text.streams.frames, frames),
        fill(text.streams.since, { time: timeText(since) }),
      ].join(" · "),
      failed: failed > 0 ? fill(text.streams.failed, { n: numberText(failed) }) : "",
    };
    for (const [i, part] of PARTS.entries()) {
      const place = line.children[i];
      if (place && place.textContent !== words[part]) place.textContent = words[part];
    }
  }
}

/** The server writes sizes, names of formats, and these few words. */
function formatText(format: string) {
  return format.replace(/shared memory|grey/, (word) => wordOf(text.streams.words, word) ?? word);
}

export function rateText(fps: number): string {
  const digits = fps < 9.95 ? 1 : 0;
  return fill(text.framesPerSecond, { n: numberText(fps, digits, digits) });
}

/** As this user's browser writes it, with 12 hours or 24; with the day when that was another one. */
function timeText(since: string) {
  const at = new Date(since);
  const isToday = at.toDateString() === new Date().toDateString();
  return isToday
    ? at.toLocaleTimeString([], { timeStyle: "short" })
    : at.toLocaleString([], { dateStyle: "short", timeStyle: "short" });
}
