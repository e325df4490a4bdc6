/** Sentences about why what was given can't be taken. */
import { announce } from "./announce.js";
import { fileProblem } from "./given_kind.js";
import { fill, text } from "./text.js";

/**
 * @param {import("./given_kind.js").NoFile | "folder"} kind
 * @param {string} tab where it was given
 */
export function refuse(kind, tab) {
  const wanted = tab === "video" ? "video" : tab === "image-set" ? "pictures" : "picture";
  if (kind === "nothing") return announce(text.given.nothing);
  if (kind === "link") return announce(text.given.link[wanted]);
  if (kind === "words") return announce(text.given.words[wanted]);
  return announce(text.given.folder[wanted]);
}

/**
 * Checks a file before it is taken, and shows what is wrong with it.
 * @param {File} file
 * @param {"picture" | "video"} wanted
 * @returns {Promise<boolean>} it may be taken
 */
export async function mayTake(file, wanted) {
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
