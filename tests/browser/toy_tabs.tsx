/** Tabs that framebox doesn't have, each registered by one object, and a server that has them. */
import type { JSX } from "hono/jsx/jsx-runtime";
import { ASSETS } from "../../web/assets/mod.ts";
import { type PageTab, TABS } from "../../web/page/mod.ts";
import { withFramebox } from "../../web/test_framebox.ts";
import type { Asset } from "../../web/types.ts";
import { type PageTest, type PageTestOptions, withPage } from "./support.ts";

/** Tabs of framebox itself; what it has besides changes nothing here. */
const OWN = ["image", "camera", "video", "image-set", "streams"]
  .flatMap((name) => TABS.filter((tab) => tab.name === name));

/** What a test changes of a toy tab. */
type Change = Partial<Pick<PageTab, "keys" | "takes" | "words" | "oldHrefs" | "hasContent">>;

/** A tab with nothing but a line, in which its script shows what happens. */
export function toyTab(name: string, change: Change = {}): PageTab {
  const title = `${name[0]?.toUpperCase()}${name.slice(1)}`;
  return {
    name,
    href: `/${name}`,
    icon: "play",
    access: "user",
    title: () => title,
    ...change,
    Panel: ({ panel }): JSX.Element => (
      <section {...panel}>
        <h2>{title}</h2>
        <p class="toy"></p>
      </section>
    ),
  };
}

/** It shows that it was opened, each press of Z, names of files, and a word that only it has. */
const SCRIPT = `export function openTab({ socket, choice, data }) {
  const line = document.querySelector("[data-tab-panel=NAME] .toy");
  const words = JSON.parse(document.getElementById("live-text").textContent);
  const add = (text) => line.textContent += text + ". ";
  add(socket && choice && data ? "opened" : "no parts");
  add(words.streams?.silent ?? "no word");
  return {
    keys: { z: () => add("Z") },
    shown: () => add("shown"),
    left: () => add("left"),
    take: (files) => add(files.map(({ name }) => name).join()),
  };
}`;

function assetsOf({ name }: PageTab): Asset[] {
  const script = SCRIPT.replace("NAME", name);
  return [
    { path: `js/${name}_tab.js`, contentType: "text/javascript; charset=utf-8", body: script },
    {
      path: `css/${name}_tab.css`,
      contentType: "text/css; charset=utf-8",
      body: `#tab-${name} .toy { margin-left: 17px }`,
    },
  ];
}

/** What a test of toy tabs changes. */
export interface ToyOptions extends Omit<PageTestOptions, "env" | "proxy"> {
  /** The server shows streams, so that it has all tabs of its own. */
  readonly showStreams?: boolean;
}

/** Opens a page that has toy tabs after five of framebox's own, and runs a test. */
export async function withToys(
  toys: readonly PageTab[],
  { showStreams = false, ...options }: ToyOptions,
  test: (t: PageTest) => Promise<void>,
): Promise<void> {
  const page = { tabs: [...OWN, ...toys], assets: [...ASSETS, ...toys.flatMap(assetsOf)] };
  await withFramebox(async (framebox) => {
    const server = { url: framebox.url(""), stop: () => Promise.resolve() };
    await withPage({ ...options, proxy: () => Promise.resolve(server) }, test);
  }, { page, showStreams, builtIns: true });
}
