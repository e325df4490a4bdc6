/** The page's composition root: one connection, the tabs, and what surrounds them. */
import { announce } from "./base/announce.ts";
import { toggleBoxes } from "./boxes/overlay.ts";
import { listenToChoose } from "./given/choose_file.ts";
import { listenToCode } from "./code/button.ts";
import { listenToCopy } from "./base/copy.ts";
import { listenToFiles } from "./given/drop.ts";
import { fittingTab } from "./given/fitting_tab.ts";
import { DataStrip } from "./data/strip.ts";
import { byId } from "./base/dom.ts";
import { mayTake, refuse } from "./given/given_words.ts";
import { listenToKeys } from "./base/keyboard.ts";
import { LazyTab, type Tab } from "./tabs/lazy_tab.ts";
import { watchProblem } from "./live/problem_banner.ts";
import { LiveSocket } from "./live/socket.ts";
import { ProcessorChoice } from "./live/processor_choice.ts";
import { TabBar } from "./tabs/tab_bar.ts";
import { Tabs } from "./tabs/tabs.ts";
import { text } from "./base/text.ts";
import { switchTheme } from "./base/theme.ts";
import { watchWorkers } from "./live/workers.ts";

const help = byId("help", HTMLDialogElement);
byId("help-button", HTMLElement).addEventListener("click", () => help.showModal());
byId("theme-button", HTMLElement).addEventListener("click", switchTheme);
const everywhere = { t: switchTheme, "?": () => help.showModal() };
const bar = new TabBar();
listenToChoose();
listenToCopy();

if (document.getElementById("main")?.matches("[data-max-upload]")) startHome();
else {
  listenToKeys(() => everywhere);
  listenToFiles({
    take: () => announce(text.given.elsewhere),
    refuse: () => announce(text.given.elsewhere),
    takesFolders: () => true,
  });
}

function startHome() {
  const tabs = new Tabs(bar);
  const socket = new LiveSocket();
  const choice = new ProcessorChoice();
  const data = new DataStrip(socket);
  const panels = document.querySelectorAll<HTMLElement>("[data-tab-panel]");
  const all = Array.from(panels, (panel) => new LazyTab(panel, { socket, choice, data }));
  let shown = findTab(all, tabs.current);
  watchWorkers(socket, choice);
  watchFolders(socket);
  listenToCode(choice);
  tabs.on("change", () => {
    shown.opened?.left?.();
    shown = findTab(all, tabs.current);
    data.show(shown.opened?.run);
    shown.show();
  });
  shown.show();
  watchConnection(socket, () => all.map(({ opened }) => opened ?? {}), () => {
    // Its script may have been asked for in vain.
    if (!shown.opened) shown.show();
  });
  watchProblem(socket);
  listenToFiles({
    take: async (files, transfer) => {
      let tab = fittingTab(files, shown, all);
      if (tab.takes.length === 0) {
        // Where nothing can be given, what may be a picture goes to the tab for one.
        const other = all.find(({ takes }) => takes.includes("picture"));
        if (!other || !files[0] || !await mayTake(files[0], "picture")) return;
        tab = other;
      }
      tabs.open(tab.name);
      tab.take(files, transfer);
    },
    refuse: (kind) => {
      if (kind === "covered") announce(text.given.covered);
      else refuse(kind, shown.takes);
    },
    takesFolders: () => shown.takes.includes("folder"),
  });
  const numbers = tabs.names.map((name, i) => [String(i + 1), () => tabs.open(name)] as const);
  listenToKeys(() => ({
    ...everywhere,
    ...Object.fromEntries(numbers),
    b: toggleBoxes,
    c: () => shown.opened?.tools?.toggleCompare(),
    f: () => shown.opened?.tools?.toggleFullScreen(),
    ...shown.opened?.keys,
  }));
  socket.connect();
}

function findTab(tabs: readonly LazyTab[], name: string): LazyTab {
  const tab = tabs.find((tab) => tab.name === name);
  if (!tab) throw new Error(`the page has no tab ${name}`);
  return tab;
}

/**
 * @param tabs those whose scripts are there
 * @param back the server is there again
 */
function watchConnection(socket: LiveSocket, tabs: () => readonly Tab[], back: () => void) {
  let wasLost = false;
  socket.on("lost", () => {
    wasLost = true;
    document.body.classList.add("offline");
    announce(text.reconnecting, { quiet: tabs().some(({ isRunning }) => isRunning) });
  });
  socket.on("status", (detail) => {
    if (detail.event === "draining") announce(text.draining);
  });
  socket.on("busy", () => announce(text.busy));
  socket.on("open", () => {
    document.body.classList.remove("offline");
    if (!wasLost) return;
    wasLost = false;
    announce(text.backAgain);
    back();
  });
  socket.on("session-ended", () => {
    const isGone = tabs().map((tab) => tab.sessionEnded?.() ?? false).includes(true);
    if (!isGone || tabs().some(({ isRunning }) => isRunning)) socket.renew();
  });
}

/** Watched folders, where the server has any. */
function watchFolders(socket: LiveSocket) {
  const card = document.getElementById("folders");
  if (!card) return;
  const loading = import("./folders/card.ts");
  socket.on("status", async (message) => {
    if (message.event === "folders") (await loading).showFolders(card, message.folders);
  });
}
