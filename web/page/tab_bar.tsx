/**
 * The links to the tabs. Where there is no room for all, a script folds the last ones into the menu at the end
 * (`web/client/tabs/tab_bar.ts`).
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";
import { Icon } from "./icon.tsx";
import type { PageTab, View } from "./view.ts";

/** What a bar at the bottom of a phone has room for: more than these are folded there before a script runs. */
const MAX_PLACES = 5;

/** The bar; a link for each tab that the user may open. */
export function TabBar(
  { view, active }: { view: View; active: PageTab | undefined },
): JSX.Element {
  const { text, tabs } = view;
  return (
    <nav
      class="tabs"
      id="tabs"
      aria-label={text.tabsLabel}
      data-many={tabs.length > MAX_PLACES ? "" : undefined}
    >
      {tabs.map((tab) => <TabLink view={view} tab={tab} isActive={tab === active} />)}
      <button type="button" class="tab more" id="tabs-more" popovertarget="tabs-rest">
        <Icon name="more" />
        <span>{text.moreTabs}</span>
      </button>
      <div id="tabs-rest" class="popover menu" popover="auto"></div>
    </nav>
  );
}

function TabLink(
  { view, tab, isActive }: { view: View; tab: PageTab; isActive: boolean },
): JSX.Element {
  return (
    <a
      class="tab"
      href={view.base + tab.href}
      data-tab-link={tab.name}
      aria-current={isActive ? "page" : undefined}
    >
      <Icon name={tab.icon} />
      <span>{tab.title(view.text)}</span>
    </a>
  );
}
