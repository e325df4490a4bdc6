/** Announces what happened, once for the eye and once for screen readers. */
import { byId } from "./dom.ts";
import { type SentenceLike, sentenceOf, write } from "./sentence.ts";

const SHOWN_MS = 5000;

let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * @param words a sentence, or several that are spoken at once
 * @param options quiet: only for screen readers, the eye has it elsewhere
 */
export function announce(
  words: SentenceLike | readonly SentenceLike[],
  options: { quiet?: boolean } = {},
): void {
  const sentences = [words].flat();
  write(byId("live-region", HTMLElement), ...sentences);
  if (options.quiet) return;
  const toast = byId("toast", HTMLElement);
  write(toast, ...sentences);
  toast.classList.add("shown");
  clearTimeout(timer);
  timer = setTimeout(() => toast.classList.remove("shown"), SHOWN_MS);
}

/** A title and what stands below it, for a screen reader that speaks both at once. */
export function inSentences(title: string, words: SentenceLike): readonly SentenceLike[] {
  const isAlone = title === "" || sentenceOf(words).text === "";
  return [isAlone || /[.!?…]$/.test(title) ? title : `${title}.`, words];
}
