/** A line of the tree: its parts, and what they show of a branch. */
import type { BranchJson } from "../../wire/mod.ts";

/**
 * An empty line, in its place.
 *
 * @param level 1 is the top
 */
export function lineAt(level: number): { place: HTMLLIElement; line: HTMLElement } {
  const place = document.createElement("li");
  place.setAttribute("role", "none");
  const line = document.createElement("div");
  line.className = "tree-row";
  line.setAttribute("role", "treeitem");
  line.setAttribute("aria-level", String(level));
  line.setAttribute("aria-selected", "false");
  line.tabIndex = -1;
  line.style.setProperty("--level", String(level));
  for (const name of ["twig", "key", "text", "class"]) {
    const part = document.createElement("span");
    part.className = `tree-${name}`;
    // Blanks stand between the words for screen readers.
    line.append(part, " ");
  }
  place.append(line);
  return { place, line };
}

/** @param group its lines, once it was opened */
export function writeLine(
  { line, branch, group }: {
    line: HTMLElement;
    branch: BranchJson;
    group: HTMLElement | undefined;
  },
): void {
  const size = branch.dims.join(" × ");
  const [, key, shown, kind] = line.children;
  if (key) key.textContent = branch.key;
  if (shown) shown.textContent = branch.text;
  if (kind) {
    kind.textContent = product(branch.dims) === 1 ? branch.class : `${branch.class} ${size}`;
  }
  if (branch.children === 0) line.removeAttribute("aria-expanded");
  else if (!line.hasAttribute("aria-expanded")) {
    line.setAttribute("aria-expanded", String(group !== undefined));
  }
}

/** How many values there are. */
export function product(dims: readonly number[]): number {
  return dims.reduce((all, dim) => all * dim, 1);
}
