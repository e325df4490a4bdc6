/** Functions that run inside the page before its scripts: what a browser that keeps nothing does. */

/** Both storages and cookies are blocked, as by a user's settings or a sandbox. */
export function blockStorage() {
  const refuse = () => {
    throw new DOMException("Access is denied for this document.", "SecurityError");
  };
  for (const name of ["localStorage", "sessionStorage", "indexedDB"]) {
    Object.defineProperty(globalThis, name, { get: refuse, configurable: true });
  }
  Object.defineProperty(document, "cookie", { get: refuse, set: refuse, configurable: true });
}

/** They can be read, but there is no room in them. */
export function fillStorage() {
  Storage.prototype.setItem = () => {
    throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
  };
}

/** @returns {string | undefined} */
export function shownTheme() {
  return document.documentElement.dataset.theme;
}

/** @param {string} value what the camera's menu had on an earlier visit */
export function rememberCamera(value) {
  localStorage.setItem("framebox-camera", value);
}
