/** The button beside a piece of code. Works on pages that are not secure, too. */
import { announce } from "./announce.ts";
import { text } from "./text.ts";

export function listenToCopy(): void {
  document.addEventListener("click", async (event) => {
    const target = event.target instanceof Element ? event.target.closest("[data-copy]") : null;
    const code = target?.closest(".hint")?.querySelector("pre");
    if (!target || !code) return;
    await copyText(code);
    announce(text.copied);
  });
}

export async function copyText(code: HTMLElement): Promise<void> {
  if (navigator.clipboard) return await navigator.clipboard.writeText(code.innerText);
  getSelection()?.selectAllChildren(code);
  document.execCommand("copy");
  getSelection()?.removeAllRanges();
}
