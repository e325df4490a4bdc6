/** Functions that run inside the page: where the links to its tabs stand. */

/**
 * @returns {{ bar: string[], menu: string[], hidden: string[], isMoreSeen: boolean, overlaps: boolean }} names of the
 * tabs whose links are seen in the bar, stand in the menu, or are in the bar and not seen; whether a link lies outside
 * the bar or on what stands beside it
 */
export function linksNow() {
  const bar = document.getElementById("tabs");
  const more = document.getElementById("tabs-more");
  const links = [...bar.querySelectorAll(":scope > [data-tab-link]")];
  const seen = links.filter((link) => link.checkVisibility());
  const room = bar.getBoundingClientRect();
  const isFixed = getComputedStyle(bar).position === "fixed";
  const end = isFixed
    ? room.right
    : document.querySelector(".bar-tools").getBoundingClientRect().left;
  const isMoreSeen = more.checkVisibility();
  const ends = [...seen, ...(isMoreSeen ? [more] : [])]
    .map((each) => each.getBoundingClientRect());
  return {
    bar: seen.map((link) => link.dataset.tabLink),
    menu: [...document.querySelectorAll("#tabs-rest [data-tab-link]")]
      .map((link) => link.dataset.tabLink),
    hidden: links.filter((link) => !seen.includes(link)).map((link) => link.dataset.tabLink),
    isMoreSeen,
    overlaps: ends.some(({ left, right }) => left < room.left - 0.5 || right > end + 0.5),
  };
}

/** @returns {string} which link or button has the focus */
export function focusedLink() {
  const { dataset, id } = document.activeElement;
  return dataset.tabLink ?? id;
}

/** The folding has been done. @param {string} name of a tab whose link is to be in the menu; empty: none */
export function isFolded(name) {
  const menu = document.getElementById("tabs-rest");
  if (!document.querySelector(".tabs.measured")) return false;
  return name === ""
    ? menu.childElementCount === 0
    : menu.querySelector(`[data-tab-link="${name}"]`) !== null;
}

/** @returns {string[]} where the links that are seen stand, in pixels */
export function linkPlaces() {
  return [...document.querySelectorAll("#tabs > a, #tabs-more")]
    .filter((each) => each.checkVisibility())
    .map((each) => {
      const { left, top, width, height } = each.getBoundingClientRect();
      return `${each.dataset.tabLink ?? each.id} ${[left, top, width, height].map(Math.round)}`;
    });
}

/** @returns {number} how far the bar can be scrolled, in pixels */
export function scrollRoom() {
  const bar = document.getElementById("tabs");
  return bar.scrollWidth - bar.clientWidth;
}

/** @returns {string[]} where the examples' pictures that are seen stand, in pixels */
export function examplePlaces() {
  return [...document.querySelectorAll("[data-tab-panel] .empty img")]
    .filter((each) => each.checkVisibility())
    .map((each) => {
      const { left, top, width, height } = each.getBoundingClientRect();
      return [left, top, width, height].map(Math.round).join();
    });
}

/** @returns {string[]} keys in the list of keys that stand outside their place */
export function keysOutside() {
  return [...document.querySelectorAll("#help kbd")].filter((key) => {
    const { right, bottom } = key.getBoundingClientRect();
    const place = key.parentElement.getBoundingClientRect();
    return right > place.right + 0.5 || bottom > place.bottom + 0.5;
  }).map((key) => key.textContent);
}

export function exampleIsShown() {
  return document.querySelector("#image-empty .example img").naturalWidth > 0;
}

/** @returns {boolean} */
export function examplesCameAfterPaint() {
  const [paint] = performance.getEntriesByName("first-contentful-paint");
  const pictures = performance.getEntriesByType("resource")
    .filter(({ name }) => name.includes("/examples/"));
  return pictures.length > 0 && pictures.every(({ startTime }) => startTime >= paint.startTime);
}

/** @returns {string} what only the toy tab's own styles set */
export function toyMargin() {
  return getComputedStyle(document.querySelector("#tab-toy .toy")).marginLeft;
}
