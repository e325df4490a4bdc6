/**
 * The page's own routes: the document at `/` and `/camera`, and the fragments that it asks for.
 *
 * @module
 */
import { type Context, Hono } from "hono";
import type { PageDeps } from "../types.ts";
import { DataList, type DataView } from "./data_strip.tsx";
import { Home } from "./home.tsx";
import { Layout, type Tab } from "./layout.tsx";
import { EN } from "./text.ts";
import { themeOf } from "./theme.ts";
import { workerCode } from "./worker_code.ts";
import { WorkersPanel } from "./workers_panel.tsx";

/** The page asks for its own session's data; the id stays out of addresses and so out of logs. */
const SESSION_HEADER = "framebox-session";
const RUN_HEADER = "framebox-run";

/** Makes the routes. None of them changes anything. */
export function pageRoutes(deps: PageDeps): Hono {
  const app = new Hono();
  const code = (c: Context) => workerCode(c.req.header("host"), deps.options.grpcPort);

  const page = (active: Tab) => (c: Context) => {
    c.header("cache-control", "no-store");
    c.header("vary", "cookie");
    return c.html(
      <Layout
        deps={deps}
        title={EN.page.title}
        active={active}
        theme={themeOf(c.req.header("cookie"))}
      >
        <Home deps={deps} active={active} workerCode={code(c)} />
      </Layout>,
    );
  };
  app.get("/", page("image"));
  app.get("/camera", page("camera"));

  app.get("/page/workers", (c) => {
    c.header("cache-control", "no-store");
    return c.html(
      <WorkersPanel
        workers={deps.hub.status.workers}
        now={new Date()}
        workerCode={code(c)}
      />,
    );
  });

  app.get("/page/data", (c) => {
    c.header("cache-control", "no-store");
    const data = dataOf(deps, c.req.header(SESSION_HEADER), c.req.header(RUN_HEADER));
    return c.html(<DataList data={data} />);
  });
  return app;
}

function dataOf(
  deps: PageDeps,
  sessionId: string | undefined,
  runId: string | undefined,
): DataView | undefined {
  const session = sessionId === undefined ? undefined : deps.hub.session(sessionId);
  const run = session?.runs.find((run) => run.id === runId);
  if (session === undefined || run === undefined) return undefined;
  return {
    byteLength: run.data.byteLength,
    variables: run.data.list(),
    href: `/api/v1/sessions/${encodeURIComponent(session.id)}/data.mat?run=${
      encodeURIComponent(run.id)
    }`,
  };
}
