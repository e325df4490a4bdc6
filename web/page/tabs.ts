/**
 * Which tabs a server has.
 *
 * @module
 */
import type { PageDeps } from "./view.ts";
import type { IconName } from "./icon.tsx";
import type { PageText } from "./text/mod.ts";

/** What is looked at. */
export type Tab = "image" | "camera" | "video" | "many" | "streams" | "api";

/** One of the tabs. */
export interface TabEntry {
  readonly tab: Exclude<Tab, "api">;
  readonly href: string;
  readonly icon: IconName;
}

const TABS: readonly TabEntry[] = [
  { tab: "image", href: "/", icon: "picture" },
  { tab: "camera", href: "/camera", icon: "camera" },
  { tab: "video", href: "/video", icon: "video" },
  { tab: "many", href: "/many", icon: "many" },
];

/** The tabs of a server in their order; keys 1, 2, … open them. */
export function tabsOf({ streams }: Pick<PageDeps, "streams">): readonly TabEntry[] {
  return streams ? [...TABS, { tab: "streams", href: "/streams", icon: "streams" }] : TABS;
}

/** What a tab is called. */
export function tabTitle(text: PageText, tab: Exclude<Tab, "api">): string {
  return tab === "streams" ? text.streams.tab : text.tabs[tab];
}
