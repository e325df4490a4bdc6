/** Light or dark: the system's until the user switches; then a cookie remembers. */
import { announce } from "./announce.ts";
import { setCookie } from "./storage.ts";
import { text } from "./text.ts";
import { serverUrl } from "./url.ts";

const YEAR_S = 31_536_000;

/** Changes over to the other one; back to what the system has forgets the choice. */
export function switchTheme(): void {
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const now = document.documentElement.dataset.theme ?? system;
  const next = now === "dark" ? "light" : "dark";
  const follows = next === system;
  if (follows) delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
  setCookie("theme", next, follows ? 0 : YEAR_S, serverUrl("/"));
  announce(text.themeNow[next], { quiet: true });
}
