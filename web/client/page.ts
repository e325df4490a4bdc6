/** The page's composition root: one connection, the tabs, and what surrounds them. */
import type { StageTools } from "./result/stage_tools.ts";
import { announce } from "./base/announce.ts";
import { toggleBoxes } from "./boxes/overlay.ts";
import { CameraTab } from "./camera/tab.ts";
import { listenToChoose } from "./given/choose_file.ts";
import { listenToCode } from "./code/button.ts";
import { listenToCopy } from "./base/copy.ts";
import { listenToFiles } from "./given/drop.ts";
import { fittingTab } from "./given/fitting_tab.ts";
import { DataStrip } from "./data/strip.ts";
import { byId } from "./base/dom.ts";
import { ImageTab } from "./image/tab.ts";
import { ImageInput } from "./image/input.ts";
import { mayTake, refuse } from "./given/given_words.ts";
import { listenToKeys } from "./base/keyboard.ts";
import { LazyTab } from "./tabs/lazy_tab.ts";
import { watchProblem } from "./live/problem_banner.ts";
import { LiveSocket } from "./live/socket.ts";
import { ProcessorChoice } from "./live/processor_choice.ts";
import { Tabs } from "./tabs/tabs.ts";
import { text } from "./base/text.ts";
import { switchTheme } from "./base/theme.ts";
import { watchWorkers } from "./live/workers.ts";

const help = byId("help", HTMLDialogElement);
byId("help-button", HTMLElement).addEventListener("click", () => help.showModal());
byId("theme-button", HTMLElement).addEventListener("click", switchTheme);
const everywhere = { t: switchTheme, "?": () => help.showModal() };
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
  const tabs = new Tabs();
  const socket = new LiveSocket();
  const choice = new ProcessorChoice();
  const data = new DataStrip(socket);
  const input = new ImageInput();
  const image = new ImageTab({ socket, choice, data, input });
  const camera = new CameraTab({ socket, choice, data });
  const parts = { socket, choice, data };
  const lazy: Record<string, LazyTab> = {
    video: new LazyTab(() => import("./video/tab.ts"), parts),
    "image-set": new LazyTab(() => import("./image_set/tab.ts"), parts),
  };
  if (document.getElementById("tab-streams")) {
    lazy["streams"] = new LazyTab(() => import("./streams/tab.ts"), parts);
  }
  const results = (): { run?: string | undefined; tools?: StageTools | undefined } =>
    lazy[tabs.current] ?? (tabs.current === "camera" ? camera.results : image);
  watchWorkers(socket, choice);
  watchFolders(socket);
  listenToCode(choice);
  let shown = tabs.current;
  tabs.on("change", () => {
    lazy[shown]?.leave();
    shown = tabs.current;
    data.show(results().run);
    lazy[shown]?.show();
  });
  lazy[shown]?.show();
  watchConnection(socket, image, camera);
  watchProblem(socket);
  listenToFiles({
    take: async (files, transfer) => {
      const tab = fittingTab(files, tabs.current);
      const takes = tab === "image" || tab === "video" || tab === "image-set";
      // Neither the tab of cameras nor that of streams takes files: what may be a picture goes to Image.
      if (!takes && (!files[0] || !await mayTake(files[0], "picture"))) return;
      tabs.open(takes ? tab : "image");
      if (takes && tab !== "image") lazy[tab]?.take(files, transfer);
      else input.take(files);
    },
    refuse: (kind) => {
      if (kind === "covered") announce(text.given.covered);
      else refuse(kind, tabs.current);
    },
    takesFolders: () => tabs.current === "image-set",
  });

  const ownKeys: Record<string, Record<string, () => void>> = {
    image: { o: () => input.choose() },
    camera: { r: () => camera.reset(), Space: () => camera.togglePause() },
  };
  listenToKeys(() => ({
    ...everywhere,
    1: () => tabs.openNumber(1),
    2: () => tabs.openNumber(2),
    3: () => tabs.openNumber(3),
    4: () => tabs.openNumber(4),
    5: () => tabs.openNumber(5),
    b: toggleBoxes,
    c: () => results().tools?.toggleCompare(),
    f: () => results().tools?.toggleFullScreen(),
    ...(ownKeys[tabs.current] ?? lazy[tabs.current]?.keys),
  }));
  socket.connect();
}

function watchConnection(socket: LiveSocket, image: ImageTab, camera: CameraTab) {
  let wasLost = false;
  socket.on("lost", () => {
    wasLost = true;
    document.body.classList.add("offline");
    announce(text.reconnecting, { quiet: camera.isRunning });
  });
  socket.on("status", (detail) => {
    if (detail.event === "draining") announce(text.draining);
  });
  socket.on("busy", () => announce(text.busy));
  socket.on("open", () => {
    document.body.classList.remove("offline");
    if (wasLost) announce(text.backAgain);
    wasLost = false;
  });
  socket.on("session-ended", () => {
    if (image.hasResult) image.showEnded();
    if (camera.isRunning || !image.hasResult) socket.renew();
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
