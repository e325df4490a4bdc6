/** Announces what happened, once for the eye and once for screen readers. */
import { byId } from "./dom.ts";

const SHOWN_MS = 5000;

let timer: ReturnType<typeof setTimeout> | undefined;

/** @param options quiet: only for screen readers, the eye has it elsewhere */
export function announce(sentence: string, options: { quiet?: boolean } = {}): void {
  byId("live-region", HTMLElement).textContent = sentence;
  if (options.quiet) return;
  const toast = byId("toast", HTMLElement);
  toast.textContent = sentence;
  toast.classList.add("shown");
  clearTimeout(timer);
  timer = setTimeout(() => toast.classList.remove("shown"), SHOWN_MS);
}

/** A title and what stands below it, for a screen reader that speaks both at once. */
export function inSentences(title: string, words: string): string {
  if (title === "" || words === "") return title + words;
  return /[.!?…]$/.test(title) ? `${title} ${words}` : `${title}. ${words}`;
}
