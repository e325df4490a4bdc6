/**
 * The page's own routes: the document at the address of each tab, and the fragments that it asks
 * for.
 *
 * @module
 */
import { type Context, Hono } from "hono";
import { type Env, placeOf } from "../place/place.ts";
import type { Session } from "../../hub/mod.ts";
import { admitted, principalOf } from "../security/admitted.ts";
import { findSession } from "../api/ids.ts";
import { dataUrl } from "../api/urls.ts";
import { DataFacts, type DataView } from "./data_strip.tsx";
import { Home } from "./home.tsx";
import { Layout } from "./layout.tsx";
import { isThere, type PageDeps, type PageTab, VIEW_HEADERS, viewOf } from "./view.ts";
import { WorkersPanel } from "./workers_panel.tsx";

/** The page asks for its own session's data; the id stays out of addresses and so out of logs. */
const SESSION_HEADER = "framebox-session";
const RUN_HEADER = "framebox-run";

/** Makes the routes. None of them changes anything. */
export function pageRoutes(deps: PageDeps): Hono<Env> {
  const app = new Hono<Env>();

  const page = (active: PageTab) => (c: Context<Env>) => {
    const view = viewOf(c, deps);
    return c.html(
      <Layout view={view} title={active.title(view.text)} active={active}>
        <Home view={view} active={active} />
      </Layout>,
      200,
      VIEW_HEADERS,
    );
  };
  for (const tab of deps.tabs.filter((tab) => isThere(tab, deps))) {
    const { href, below, oldHrefs = [], access } = tab;
    const hrefs = below === undefined ? [href] : [href, href + below];
    for (const own of hrefs) app.get(own, admitted(deps.auth, access), page(tab));
    for (const old of oldHrefs) {
      app.get(
        old,
        (c) => c.redirect(`${placeOf(c).base}${href}${new URL(c.req.url).search}`, 308),
      );
    }
  }

  app.get("/page/workers", (c) => {
    const { workers } = deps.hub.status;
    return c.html(
      <WorkersPanel view={viewOf(c, deps)} workers={workers} now={new Date()} />,
      200,
      VIEW_HEADERS,
    );
  });

  app.get("/page/data", (c) => {
    const data = dataOf(
      findSession(deps.hub, principalOf(c), c.req.header(SESSION_HEADER)),
      c.req.header(RUN_HEADER),
      placeOf(c).base,
    );
    return c.html(<DataFacts view={viewOf(c, deps)} data={data} />, 200, VIEW_HEADERS);
  });
  return app;
}

function dataOf(
  session: Session | undefined,
  runId: string | undefined,
  base: string,
): DataView | undefined {
  const run = session?.runs.find((run) => run.id === runId);
  if (run === undefined) return undefined;
  return {
    byteLength: run.data.byteLength,
    count: run.data.count,
    href: dataUrl(base, run),
  };
}
