/** The dialog with code: chooses the language, fills the present choices in, copies. */
import { copyText } from "../base/copy.ts";
import { byId } from "../base/dom.ts";
import { text } from "../base/text.ts";
import { filledIn } from "./fill_in.ts";
import { serverUrl } from "../base/url.ts";

const dialog = byId("code", HTMLDialogElement);
const shown = byId("code-text", HTMLElement);
const panel = byId("code-panel", HTMLElement);
const answer = byId("code-answer", HTMLSelectElement);
const copy = byId("code-copy", HTMLButtonElement);
const tabs: HTMLElement[] = Array.from(dialog.querySelectorAll("[role=tab]"));
const copyLabel = copy.querySelector("span");
const copyWord = copyLabel?.textContent ?? "";

let kind = "image";
let processor = "";
let ending = "sh";

for (const tab of tabs) tab.addEventListener("click", () => select(tab));
dialog.querySelector<HTMLElement>("[role=tablist]")?.addEventListener("keydown", (event) => {
  const { key } = event;
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
 * @param forWhat image, camera, video or image_set
 * @param by the processor that is chosen
 */
export async function openCode(forWhat: string, by: string): Promise<void> {
  kind = forWhat;
  processor = by;
  for (const part of dialog.querySelectorAll<HTMLElement>("[data-code-for]")) {
    const isFor = part.getAttribute("data-code-for")?.split(" ").includes(kind);
    part.hidden = !isFor;
  }
  await show();
  dialog.showModal();
}

function select(chosen: HTMLElement) {
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
  // Scripts are bundled into one folder, beside that of the code.
  const response = await fetch(new URL(`../code/${wanted}`, import.meta.url));
  if (!response.ok) throw new TypeError(`no code: ${response.status}`);
  const code = await response.text();
  if (wanted !== `${kind}.${ending}`) return;
  const { origin } = location;
  const base = serverUrl("");
  shown.textContent = filledIn(code, { origin, base, processor, answer: answer.value });
  shown.dataset.shows = wanted;
  announceCopied("");
}

/** @param word empty: it is something else now */
function announceCopied(word: string) {
  byId("code-said", HTMLElement).textContent = word;
  if (copyLabel) copyLabel.textContent = word || copyWord;
}
