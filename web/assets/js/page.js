/** The page's composition root: one connection, the tabs, and what surrounds them. */
import { announce } from "./announce.js";
import { toggleBoxes } from "./boxes/overlay.js";
import { CameraTab } from "./camera.js";
import { listenToChoose } from "./choose_file.js";
import { listenToCode } from "./code_button.js";
import { listenToCopy } from "./copy.js";
import { listenToFiles } from "./drop.js";
import { fittingTab } from "./fitting_tab.js";
import { DataStrip } from "./data_strip.js";
import { byId } from "./dom.js";
import { ImageTab } from "./image.js";
import { ImageInput } from "./image_input.js";
import { mayTake, refuse } from "./given_words.js";
import { listenToKeys } from "./keyboard.js";
import { LazyTab } from "./lazy_tab.js";
import { watchProblem } from "./live/problem_banner.js";
import { LiveSocket } from "./live_socket.js";
import { ProcessorChoice } from "./processor_choice.js";
import { Tabs } from "./tabs.js";
import { text } from "./text.js";
import { switchTheme } from "./theme.js";
import { watchWorkers } from "./workers.js";

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
  /** @type {Record<string, LazyTab>} */
  const lazy = {
    video: new LazyTab(() => import("./video/tab.js"), parts),
    "image-set": new LazyTab(() => import("./image_set/tab.js"), parts),
  };
  if (document.getElementById("tab-streams")) {
    lazy["streams"] = new LazyTab(() => import("./streams/tab.js"), parts);
  }
  /** @returns {{run?: string | undefined, tools?: import("./stage_tools.js").StageTools | undefined}} */
  const results = () => lazy[tabs.current] ?? (tabs.current === "camera" ? camera.results : image);
  watchWorkers(socket, choice);
  watchFolders(socket);
  listenToCode(choice);
  let shown = tabs.current;
  tabs.addEventListener("change", () => {
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

  /** @type {Record<string, Record<string, () => void>>} */
  const ownKeys = {
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

/**
 * @param {LiveSocket} socket
 * @param {ImageTab} image
 * @param {CameraTab} camera
 */
function watchConnection(socket, image, camera) {
  let wasLost = false;
  socket.addEventListener("lost", () => {
    wasLost = true;
    document.body.classList.add("offline");
    announce(text.reconnecting, { quiet: camera.isRunning });
  });
  socket.addEventListener("status", (event) => {
    if (/** @type {CustomEvent} */ (event).detail.event === "draining") announce(text.draining);
  });
  socket.addEventListener("busy", () => announce(text.busy));
  socket.addEventListener("open", () => {
    document.body.classList.remove("offline");
    if (wasLost) announce(text.backAgain);
    wasLost = false;
  });
  socket.addEventListener("session-ended", () => {
    if (image.hasResult) image.showEnded();
    if (camera.isRunning || !image.hasResult) socket.renew();
  });
}

/**
 * Watched folders, where the server has any.
 * @param {LiveSocket} socket
 */
function watchFolders(socket) {
  const card = document.getElementById("folders");
  if (!card) return;
  const loading = import("./folders/card.js");
  socket.addEventListener("status", async (event) => {
    const { event: what, folders } = /** @type {CustomEvent} */ (event).detail;
    if (what === "folders") (await loading).showFolders(card, folders);
  });
}
