/** Functions that run inside the page: what it has announced, kept after the page shows it no more. */

/**
 * Keeps every announcement of the page from its first moment, in both of its places: `toast` for the
 * eye, `live-region` for screen readers.
 */
export function recordAnnouncements() {
  /** @type {{place: string, words: string}[]} */
  const announcements = [];
  globalThis.announcements = announcements;
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      const element = target instanceof Element ? target : target.parentElement;
      const place = element?.closest("#toast, #live-region")?.id;
      const words = element?.textContent ?? "";
      // A toast counts once it is shown.
      if (place === "toast" && !element?.closest("#toast.shown")) continue;
      if (place !== undefined && words !== "") announcements.push({ place, words });
    }
  }).observe(document, { childList: true, characterData: true, subtree: true });
}

/**
 * @param {{place: string, words: string, isPattern: boolean}} wanted
 * @returns {string | false} the newest announcement that fits
 */
export function announcementOf({ place, words, isPattern }) {
  const fits = (/** @type {string} */ text) =>
    isPattern ? new RegExp(words).test(text) : text.includes(words);
  const found = globalThis.announcements
    .filter((announcement) => announcement.place === place && fits(announcement.words));
  return found.at(-1)?.words ?? false;
}
