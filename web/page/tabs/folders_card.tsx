/**
 * Folders that framebox watches, above the pictures of the image set tab: one line each. Their text
 * comes over the live socket (`web/client/folders/card.ts`).
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";
import type { View } from "../view.ts";

/** Nothing where none is watched. */
export function FoldersCard({ view: { deps, text } }: { view: View }): JSX.Element | null {
  if (deps.folders.length === 0) return null;
  return (
    <section class="folders" id="folders" aria-label={text.folders.heading}>
      {deps.folders.map(({ state }) => (
        <article class="folder">
          <h3>
            <span class="quiet">{text.folders.watched}</span> <b>{state.name}</b>
          </h3>
          <p class="folder-state" data-part="state"></p>
          <p class="folder-facts" data-part="facts"></p>
          <progress max="1" value="0" aria-label={text.folders.progress} hidden></progress>
        </article>
      ))}
    </section>
  );
}
