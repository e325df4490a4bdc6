/**
 * The streams that there are, one line each. Lines stay where they are while their figures change.
 *
 * Event: `picked` (detail: a {@link Stream}).
 */
import { byId } from "../dom.js";
import { fill, numberText, plural, text } from "../text.js";

/** @typedef {import("../../../wire/mod.ts").StreamJson} Stream */

/** The parts of a line, in their order. */
const PARTS = /** @type {const} */ (["name", "state", "origin", "facts", "failed"]);

export class StreamList extends EventTarget {
  #root = byId("streams-list", HTMLUListElement);
  #count = byId("streams-count", HTMLElement);
  #none = byId("streams-none", HTMLElement);
  /** @type {Map<string, HTMLButtonElement>} */
  #lines = new Map();
  /** @type {readonly Stream[]} */
  #streams = [];

  /** @param {import("../processor_choice.js").ProcessorChoice} choice knows processors by their titles */
  constructor(choice) {
    super();
    this.choice = choice;
  }

  /**
   * @param {readonly Stream[]} streams
   * @param {string | undefined} picked
   */
  show(streams, picked) {
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

  /** @param {string | undefined} picked */
  mark(picked) {
    for (const [id, line] of this.#lines) line.setAttribute("aria-pressed", String(id === picked));
  }

  /**
   * Picks a neighbour of what is picked.
   * @param {1 | -1} step
   */
  move(step) {
    const at = [...this.#lines.values()].findIndex((line) => line.ariaPressed === "true");
    const next = this.#streams[at + step];
    if (!next) return;
    this.#pick(next.stream);
    this.#lines.get(next.stream)?.scrollIntoView({ block: "nearest" });
  }

  /** @param {string} id */
  #pick(id) {
    const stream = this.#streams.find(({ stream }) => stream === id);
    if (stream) this.dispatchEvent(new CustomEvent("picked", { detail: stream }));
  }

  /** @param {string} id */
  #line(id) {
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

  /**
   * @param {HTMLElement} line
   * @param {Stream} stream
   */
  #write(line, stream) {
    const { name, kind, format, processor, frames, failed, fps, error, since } = stream;
    const [state, figures] = error !== null
      ? ["failing", text.streams.failing]
      : fps > 0
      ? ["live", rateText(fps)]
      : ["silent", text.streams.silent];
    line.dataset.state = state;
    /** @type {Record<typeof PARTS[number], string>} */
    const words = {
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

/**
 * The server writes sizes, names of formats, and these few words.
 * @param {string} format
 */
function formatText(format) {
  return format.replace(/shared memory|grey/, (word) => text.streams.words[word] ?? word);
}

/** @param {number} fps */
export function rateText(fps) {
  const digits = fps < 9.95 ? 1 : 0;
  return fill(text.framesPerSecond, { n: numberText(fps, digits, digits) });
}

/**
 * As this user's browser writes it, with 12 hours or 24; with the day when that was another one.
 * @param {string} since
 */
function timeText(since) {
  const at = new Date(since);
  const isToday = at.toDateString() === new Date().toDateString();
  return isToday
    ? at.toLocaleTimeString([], { timeStyle: "short" })
    : at.toLocaleString([], { dateStyle: "short", timeStyle: "short" });
}
