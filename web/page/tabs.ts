/**
 * Which tabs a server has.
 *
 * @module
 */
import type { Access } from "../../auth/mod.ts";
import type { WebParts } from "../web_parts.ts";
import type { IconName } from "./icon.tsx";
import type { PageText } from "./text/mod.ts";

/** What is looked at. */
export type Tab = "image" | "camera" | "video" | "image-set" | "streams" | "api";

/** One of the tabs. */
export interface TabEntry {
  readonly tab: Exclude<Tab, "api">;
  readonly href: string;
  readonly icon: IconName;
  /** What its user must be. */
  readonly access: Access;
}

const TABS: readonly TabEntry[] = [
  { tab: "image", href: "/", icon: "picture", access: "user" },
  { tab: "camera", href: "/camera", icon: "camera", access: "user" },
  { tab: "video", href: "/video", icon: "video", access: "user" },
  { tab: "image-set", href: "/image-set", icon: "image-set", access: "user" },
  { tab: "streams", href: "/streams", icon: "streams", access: "operator" },
];

/** The tabs of a server in their order; keys 1, 2, … open them. */
export function tabsOf({ streams }: Pick<WebParts, "streams">): readonly TabEntry[] {
  return TABS.filter(({ tab }) => tab !== "streams" || streams);
}

/** What a tab is called. */
export function tabTitle(text: PageText, tab: Exclude<Tab, "api">): string {
  return tab === "streams" ? text.streams.tab : text.tabs[tab];
}
