/**
 * Functions that run inside the page: the tests hand them to the browser. In a file of their own,
 * because they know the browser's types and the tests Deno's.
 */

/** @param {string} before */
export function anotherResultIsShown(before) {
  const picture = document.querySelector("[data-result=image] img.picture");
  return !picture.hidden && picture.complete && picture.src !== before;
}

/** @param {number} least */
export function frameIsAbove(least) {
  const frame = document.querySelector("[data-result=camera] [data-fact=frame]").textContent;
  return Number(frame) > least;
}

/** @param {number} most */
export function frameIsBelow(max) {
  const frame = document.querySelector("[data-result=camera] [data-fact=frame]").textContent;
  return Number(frame) < max;
}

/** {@link frameIsAbove} of the stream that is looked at. @param {number} least */
export function streamFrameIsAbove(least) {
  const frame = document.querySelector("[data-result=stream] [data-fact=frame]").textContent;
  return Number(frame) > least;
}

/** @param {string[]} file its bytes in base64, and its name */
export function transferOf([bytes, name]) {
  const transfer = new DataTransfer();
  const picture = Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0));
  transfer.items.add(
    new File([picture], name, {
      type: name.endsWith(".mp4") ? "video/mp4" : "image/jpeg",
    }),
  );
  return transfer;
}

/** @param {any} transfer what the user has on the clipboard */
export function pasteIntoPage(transfer) {
  const init = { clipboardData: transfer, bubbles: true, cancelable: true };
  document.body.dispatchEvent(new ClipboardEvent("paste", init));
}

/** @returns {string | null} */
export function rememberedSession() {
  return sessionStorage.getItem("framebox-session");
}

/** @returns {string} */
export function groundColour() {
  return getComputedStyle(document.documentElement).backgroundColor;
}

/**
 * @param {any} video
 * @returns {boolean}
 */
export function isPaused(video) {
  return video.paused;
}

/**
 * @param {any} video
 * @returns {boolean}
 */
export function hasCamera(video) {
  return video.srcObject !== null;
}

/** @returns {number} */
export function documentWidth() {
  return document.documentElement.scrollWidth;
}

/** @returns {Promise<string>} */
export function clipboardText() {
  return navigator.clipboard.readText();
}

/** @param {string} url */
export async function postBlindly(url) {
  await fetch(url, { method: "POST", mode: "no-cors" }).catch(() => {});
}

/**
 * @param {string} url
 * @returns {Promise<string>} whether a WebSocket there is `opened` or `refused`
 */
export function tryWebSocket(url) {
  return new Promise((resolve) => {
    const socket = new WebSocket(url);
    socket.onopen = () => resolve("opened");
    socket.onclose = () => resolve("refused");
  });
}

/** @returns {boolean} whether it ran */
export function addInlineScript() {
  const script = document.createElement("script");
  script.textContent = "globalThis.ran = true";
  document.body.append(script);
  return "ran" in globalThis;
}

/** @returns {Promise<void>} after what has changed is on the screen */
export function waitForPaint() {
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
}

/** @returns {boolean} whether no transition is half way: a colour between two fails its contrast */
export function animationsAreOver() {
  return document.getAnimations().every((animation) => {
    const { iterations } = animation.effect.getComputedTiming();
    return animation.playState !== "running" || iterations === Infinity;
  });
}

/** @returns {Promise<any[]>} what breaks axe's rules */
export async function runAxe() {
  const rules = { "target-size": { enabled: true } };
  const { violations } = await globalThis.axe.run(document, {
    resultTypes: ["violations"],
    rules,
  });
  return violations;
}

/** Makes the page worse, so that a check has something to find. */
export function spoilAccess() {
  const picture = document.createElement("img");
  picture.src = "/favicon.ico";
  const pale = document.createElement("p");
  pale.textContent = "pale";
  pale.style.color = "rgb(200 200 200)";
  pale.style.background = "white";
  document.getElementById("main").prepend(picture, pale);
}

/**
 * What Tab should come to, in the order of the document: everything that can be used and is not out
 * of sight; which of them has the focus, and whether it can be seen there.
 * @returns {{controls: string[], focus: string, isSeen: boolean}}
 */
export function focusNow() {
  const usable =
    "a[href], button, input, select, textarea, summary, [tabindex='0'], video[controls]";
  /** @param {Element} element */
  const nameOf = (element) => {
    const words = element.getAttribute("aria-label") ?? element.textContent ?? "";
    const id = element.id || element.dataset.part || element.dataset.example || "";
    return `${element.localName} ${id} ${words.trim().replace(/\s+/g, " ").slice(0, 40)}`;
  };
  const controls = [...document.querySelectorAll(usable)]
    .filter((element) => element.tabIndex >= 0 && !element.matches(":disabled"))
    .filter((element) => element.checkVisibility({ visibilityProperty: true }))
    .map(nameOf);
  const element = document.activeElement;
  if (!element || element === document.body) return { controls, focus: "", isSeen: false };
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const { top, bottom, width } = element.getBoundingClientRect();
  const inView = bottom > 0 && top < innerHeight && width > 2;
  const isSeen = outlineStyle !== "none" && parseFloat(outlineWidth) > 0 && inView;
  return { controls, focus: nameOf(element), isSeen };
}

/** @returns {boolean} whether there was anything on the screen yet */
export function hasPainted() {
  return performance.getEntriesByName("first-contentful-paint").length > 0;
}

/** @param {string[][]} files of each its bytes in base64, and its name */
export function transferOfMany(files) {
  const transfer = new DataTransfer();
  for (const [bytes, name] of files) {
    const content = Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0));
    transfer.items.add(new File([content], name, { lastModified: 1_700_000_000_000 }));
  }
  return transfer;
}

/** @param {string} name of a picture in the gallery */
export function cellHasFocus(name) {
  const focused = document.activeElement?.closest(".cell")?.querySelector(".cell-name");
  return focused?.textContent === name;
}

/** @returns {number} places of the gallery that are in the document */
export function cellCount() {
  return document.querySelectorAll("#image-set-gallery .cell").length;
}

/** How many scripts have come. */
export function scriptsThatCame() {
  return performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(".js")).length;
}
