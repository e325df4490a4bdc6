/** Sentences about why what was given can't be taken. */
import type { NoFile } from "./given_kind.ts";
import { announce } from "../base/announce.ts";
import { fileProblem } from "./given_kind.ts";
import { fill, text } from "../base/text.ts";

/** @param tab where it was given */
export function refuse(kind: NoFile | "folder", tab: string): void {
  const wanted = tab === "video" ? "video" : tab === "image-set" ? "pictures" : "picture";
  if (kind === "nothing") return announce(text.given.nothing);
  if (kind === "link") return announce(text.given.link[wanted]);
  if (kind === "words") return announce(text.given.words[wanted]);
  return announce(text.given.folder[wanted]);
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
