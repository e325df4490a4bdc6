/** The dialog with code: chooses the language, fills the present choices in, copies. */
import { copyText } from "../copy.js";
import { byId } from "../dom.js";
import { text } from "../text.js";
import { filledIn } from "./fill_in.js";
import { serverUrl } from "../url.js";

const dialog = byId("code", HTMLDialogElement);
const shown = byId("code-text", HTMLElement);
const panel = byId("code-panel", HTMLElement);
const answer = byId("code-answer", HTMLSelectElement);
const copy = byId("code-copy", HTMLButtonElement);
/** @type {HTMLElement[]} */
const tabs = Array.from(dialog.querySelectorAll("[role=tab]"));
const copyLabel = copy.querySelector("span");
const copyWord = copyLabel?.textContent ?? "";

let kind = "image";
let processor = "";
let ending = "sh";

for (const tab of tabs) tab.addEventListener("click", () => select(tab));
dialog.querySelector("[role=tablist]")?.addEventListener("keydown", (event) => {
  const { key } = /** @type {KeyboardEvent} */ (event);
  const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
  const at = tabs.findIndex((tab) => tab.dataset.ending === ending);
  const next = step === undefined ? undefined : tabs.at((at + step) % tabs.length);
  if (!next) return;
  event.preventDefault();
  select(next);
  next.focus();
});
answer.addEventListener("change", show);
copy.addEventListener("click", async () => {
  await copyText(shown);
  announceCopied(text.copied);
});

/**
 * @param {string} forWhat image, camera, video or image_set
 * @param {string} by the processor that is chosen
 */
export async function openCode(forWhat, by) {
  kind = forWhat;
  processor = by;
  for (const part of dialog.querySelectorAll("[data-code-for]")) {
    const isFor = part.getAttribute("data-code-for")?.split(" ").includes(kind);
    /** @type {HTMLElement} */ (part).hidden = !isFor;
  }
  await show();
  dialog.showModal();
}

/** @param {HTMLElement} chosen */
function select(chosen) {
  ending = chosen.dataset.ending ?? "sh";
  for (const tab of tabs) {
    tab.setAttribute("aria-selected", String(tab === chosen));
    tab.tabIndex = tab === chosen ? 0 : -1;
  }
  panel.setAttribute("aria-labelledby", chosen.id);
  show();
}

async function show() {
  const wanted = `${kind}.${ending}`;
  const response = await fetch(new URL(`../../code/${wanted}`, import.meta.url));
  if (!response.ok) throw new TypeError(`no code: ${response.status}`);
  const code = await response.text();
  if (wanted !== `${kind}.${ending}`) return;
  const { origin } = location;
  const base = serverUrl("");
  shown.textContent = filledIn(code, { origin, base, processor, answer: answer.value });
  shown.dataset.shows = wanted;
  announceCopied("");
}

/** @param {string} word empty: it is something else now */
function announceCopied(word) {
  byId("code-said", HTMLElement).textContent = word;
  if (copyLabel) copyLabel.textContent = word || copyWord;
}
