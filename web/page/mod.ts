/**
 * The page that users see: its document, its fragments and its words. What the browser needs
 * besides lies in `web/assets/`. Scripts keep the page alive from there on; see `web/client/page.ts`.
 *
 * @module
 */
export { pageRoutes } from "./routes.tsx";
export { Layout, type LayoutProps } from "./layout.tsx";
export type { Tab } from "./tabs.ts";
export { isWrongPlace, wantsPage, wrongPlaceResponse } from "./wrong_place_page.tsx";
export { type PageDeps, type View, VIEW_HEADERS, viewOf } from "./view.ts";
