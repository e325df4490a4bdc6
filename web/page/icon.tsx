/**
 * The page's own icons: drawn on a 20 px grid with strokes of 1.5, sent once as symbols inside the
 * page and used by name, so that none costs a request.
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";

/** Path data by icon name. */
const PATHS = {
  expand: "M3 7.5V3h4.5M12.5 3H17v4.5M17 12.5V17h-4.5M7.5 17H3v-4.5",
  compare: "M10 2.5v15M7 5.5H3.5v9H7M13 5.5h3.5v9H13M5 10h.01",
  download: "M10 3v9.5M6 9l4 4 4-4M3.5 16.5h13",
  theme: "M10 3a7 7 0 1 0 0 14zM10 3a7 7 0 0 1 0 14",
  help: "M7.4 7.4a2.7 2.7 0 1 1 3.8 2.5c-.8.4-1.2.9-1.2 1.9M10 14.6h.01",
  close: "M5 5l10 10M15 5L5 15",
  picture: "M3 4.5h14v11H3zM3 13l4-4 3.5 3.5L13 10l4 4M13 7.5h.01",
  camera: "M2.5 5.5h10v9h-10zM12.5 9l5-2.5v7l-5-2.5",
  video: "M3 4.5h14v11H3zM8.5 7.7l4 2.3-4 2.3z",
  pictures: "M3 6.5h10.5v10H3zM6.5 6.5V3.5H17v10h-3.5",
  streams:
    "M10 10h.01M7.2 12.8a4 4 0 0 1 0-5.6M12.8 7.2a4 4 0 0 1 0 5.6M4.7 15.3a7.5 7.5 0 0 1 0-10.6M15.3 4.7a7.5 7.5 0 0 1 0 10.6",
  play: "M6.5 4l9 6-9 6z",
  stop: "M5.5 5.5h9v9h-9z",
  pause: "M7 4.5v11M13 4.5v11",
  reset: "M4 10a6 6 0 1 1 1.8 4.3M4 5v5h5",
  copy: "M7 7h9.5v9.5H7zM13 7V3.5H3.5V13H7",
  code: "M7 6l-4 4 4 4M13 6l4 4-4 4",
  warn: "M10 3.2L18 16.5H2zM10 8v4M10 14.3h.01",
  boxes: "M3 3h8v7H3zM9 12.5V17h8V8h-3.5",
  chevron: "M7.5 5l5 5-5 5",
  previous: "M12.5 5l-5 5 5 5",
  check: "M4 10.5l4 4 8-9",
  clock: "M10 3.5a6.5 6.5 0 1 0 .01 0M10 6v4.5l3 1.5",
  more: "M4.5 10h.01M10 10h.01M15.5 10h.01",
  account: "M10 9.5a3 3 0 1 0-.01 0M4 16.5c.4-2.8 2.8-4.2 6-4.2s5.6 1.4 6 4.2",
  send: "M10 16V5M6 8.5l4-4 4 4",
  services: "M3.5 3.5h5v5h-5zM11.5 3.5h5v5h-5zM3.5 11.5h5v5h-5zM11.5 11.5h5v5h-5z",
  text: "M4 5.5h12M4 10h12M4 14.5h7",
  sound: "M4 8v4h2.5L10 15V5L6.5 8zM13 7.5a3.5 3.5 0 0 1 0 5M15.2 5.3a6.6 6.6 0 0 1 0 9.4",
  data:
    "M7.5 3.5c-3.5 0-.5 6.5-4 6.5 3.5 0 .5 6.5 4 6.5M12.5 3.5c3.5 0 .5 6.5 4 6.5-3.5 0-.5 6.5-4 6.5",
  file: "M5 2.5h6.5l4 4v11H5zM11.5 2.5v4h4",
  link: "M8 4.5H4V16h11.5v-4M11.5 3.5h5v5M16.5 3.5l-7 7",
  arrow: "M3.5 10h13M12 5.5l4.5 4.5-4.5 4.5",
  labels: "M3.5 4h7l6 6-6 6h-7zM7 10h.01",
  archive: "M3.5 3.5h13v4h-13zM4.5 7.5v9h11v-9M8 10.5h4",
} as const;

/** Name of an icon. */
export type IconName = keyof typeof PATHS;

/** All symbols; stands once in a page. */
export function IconSheet(): JSX.Element {
  return (
    <svg class="icon-sheet" aria-hidden="true" width="0" height="0">
      {Object.entries(PATHS).map(([name, path]) => (
        <symbol id={`i-${name}`} viewBox="0 0 20 20">
          <path d={path} />
        </symbol>
      ))}
    </svg>
  );
}

/** One icon; its meaning stands in words beside it or in its button's label. */
export function Icon({ name }: { name: IconName }): JSX.Element {
  return (
    <svg class="icon" aria-hidden="true" viewBox="0 0 20 20">
      <use href={`#i-${name}`} />
    </svg>
  );
}

/** The mark: a frame, half of it seen. */
export function Mark(): JSX.Element {
  return (
    <svg class="mark" aria-hidden="true" viewBox="0 0 20 20">
      <rect x="2.75" y="2.75" width="14.5" height="14.5" rx="2.5" />
      <path d="M10 3h5A2.25 2.25 0 0 1 17.25 5.25v9.5A2.25 2.25 0 0 1 15 17h-5z" />
    </svg>
  );
}
