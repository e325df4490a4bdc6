/** Elements that scripts make: all text in them is text. */

/**
 * An element with its class and what is in it.
 *
 * @param className several are parted by blanks
 */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string = "",
  ...inside: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  if (className !== "") made.className = className;
  made.append(...inside);
  return made;
}

/** One of the page's icons (`web/page/icon.tsx`), for the eye alone. */
export function icon(name: string): Element {
  const sheet = document.querySelector(".icon-sheet");
  if (!sheet) throw new Error("the page has no icons");
  const made = document.createElementNS(sheet.namespaceURI, "svg");
  made.setAttribute("class", "icon");
  made.setAttribute("aria-hidden", "true");
  made.setAttribute("viewBox", "0 0 20 20");
  const use = document.createElementNS(sheet.namespaceURI, "use");
  use.setAttribute("href", `#i-${name}`);
  made.append(use);
  return made;
}

/** A button that is only an icon; its words are read and shown on hover. */
export function tool(name: string, title: string): HTMLButtonElement {
  const made = make("button", "tool", icon(name));
  made.type = "button";
  made.title = title;
  made.setAttribute("aria-label", title);
  return made;
}
