/**
 * The page that users see: its document, its fragments and its words. What the browser needs
 * besides lies in `web/assets/`. Scripts keep the page alive from there on; see `web/client/page.ts`.
 *
 * @module
 */
export { pageRoutes } from "./routes.tsx";
export { Layout, type LayoutProps } from "./layout.tsx";
export { TABS } from "./tabs/mod.ts";
export { isWrongPlace, wantsPage, wrongPlaceResponse } from "./wrong_place_page.tsx";
export { type PageDeps, type PageTab, type View, VIEW_HEADERS, viewOf } from "./view.ts";
