/** Sentences about why what was given can't be taken. */
import type { NoFile } from "./given_kind.ts";
import { announce } from "../base/announce.ts";
import { fileProblem } from "./given_kind.ts";
import { fill, text, wordOf } from "../base/text.ts";

/** @param takes kinds of what may be given there; the first is asked for */
export function refuse(kind: NoFile | "folder", takes: readonly string[]): void {
  if (kind === "nothing") return announce(text.given.nothing);
  const words = kind === "link"
    ? text.given.link
    : kind === "words"
    ? text.given.words
    : text.given.folder;
  announce(wordOf(words, takes[0] ?? "") ?? words.picture);
}

/**
 * Checks a file before it is taken, and shows what is wrong with it.
 *
 * @returns it may be taken
 */
export async function mayTake(file: File, wanted: "picture" | "video"): Promise<boolean> {
  const problem = await fileProblem(file, wanted);
  if (problem === undefined) return true;
  const sentence = problem === "shortcut"
    ? text.given.shortcut
    : problem === "empty"
    ? text.given.empty
    : problem === "unreadable"
    ? text.given.unreadable
    : wanted === "video"
    ? text.given.notVideo
    : text.notPicture;
  announce(fill(sentence, { name: file.name }));
  return false;
}
