/**
 * All routes of the web entrance, and what stands before them.
 *
 * @module
 */
import { type Context, Hono } from "hono";
import * as v from "valibot";
import { cameraRoutes } from "./api/cameras.ts";
import { callDownloadRoutes } from "./api/clusters/download_routes.ts";
import { callEventRoutes } from "./api/clusters/event_routes.ts";
import { callFileRoutes } from "./api/clusters/file_routes.ts";
import { callRoutes } from "./api/clusters/call_routes.ts";
import { clusterRoutes } from "./api/clusters/cluster_routes.ts";
import { dataRoutes } from "./api/data/routes.ts";
import { imageSetRoutes } from "./api/image_sets.ts";
import { imageRoutes } from "./api/images.ts";
import { json } from "./api/bodies.ts";
import { errorResponse, HttpProblem } from "./api/errors.ts";
import { findSession } from "./api/ids.ts";
import { itemRoutes } from "./api/items.ts";
import { describeApi, type OpenApi } from "./api/openapi.ts";
import { previewRoutes } from "./api/previews.ts";
import { resultRoutes } from "./api/results.ts";
import { type ApiRoute, honoPath, route } from "./api/route.ts";
import { runRoutes } from "./api/runs.ts";
import { sessionRoutes } from "./api/sessions.ts";
import { statusRoutes } from "./api/status.ts";
import { openWorkRoutes } from "./api/open_work.ts";
import { streamRoutes } from "./api/streams.ts";
import { uploadRoutes } from "./api/uploads.ts";
import { videoRoutes } from "./api/videos.ts";
import { whileServed } from "./api/while_served.ts";
import { ASSETS } from "./assets/mod.ts";
import { packedHtml } from "./content_coding.ts";
import { headAnswers } from "./head_answers.ts";
import { liveRoutes } from "./live/live_route.ts";
import { ApiPage } from "./page/api_page.tsx";
import {
  isWrongPlace,
  type PageDeps,
  pageRoutes,
  type PageTab,
  TABS,
  VIEW_HEADERS,
  viewOf,
  wantsPage,
  wrongPlaceResponse,
} from "./page/mod.ts";
import { admit, admitted, fromOwnSite, principalOf } from "./security/admitted.ts";
import { securityHeaders } from "./security/headers.ts";
import { accessRoutes } from "./api/access.ts";
import { accountRoutes } from "./login/account_routes.ts";
import { Forms } from "./login/forms.ts";
import { loginAddress, loginRoutes } from "./login/routes.ts";
import { onlyBelow, pathBelow } from "./place/base_path.ts";
import { type Env, findPlace, placeOf } from "./place/place.ts";
import { AssetServer } from "./serve_assets.ts";
import type { Asset } from "./types.ts";
import type { WebParts } from "./web_parts.ts";

/** The table of the API, and the document that describes it to a caller before whose paths `base` stands. */
export function apiRoutes(
  parts: WebParts,
): { readonly routes: readonly ApiRoute[]; readonly documentFor: (base: string) => OpenApi } {
  const routes: readonly ApiRoute[] = [
    ...imageRoutes(parts),
    ...previewRoutes(parts),
    ...resultRoutes(parts),
    ...dataRoutes(),
    ...liveRoutes(parts),
    ...uploadRoutes(parts),
    ...videoRoutes(parts),
    ...cameraRoutes(parts),
    ...imageSetRoutes(parts),
    ...streamRoutes(parts),
    ...itemRoutes(parts),
    ...runRoutes(parts),
    ...sessionRoutes(parts),
    ...clusterRoutes(parts),
    ...callEventRoutes(parts),
    ...callRoutes(parts),
    ...callFileRoutes(parts),
    ...callDownloadRoutes(parts),
    ...accessRoutes(parts),
    ...statusRoutes(parts),
    ...openWorkRoutes(parts),
    route({
      method: "get",
      path: "/api/v1/openapi.json",
      access: "open",
      operationId: "getOpenApi",
      summary: "This description",
      tag: "server",
      answers: { 200: json("OpenAPI 3.1", v.record(v.string(), v.unknown())) },
      handle: ({ base }) => ({ ...documentFor(base) }),
    }),
  ];
  const documentFor = describeApi(routes, parts.version);
  return { routes, documentFor };
}

/** What the page is made of: framebox's own, unless a test has others. */
export interface PageParts {
  readonly tabs: readonly PageTab[];
  readonly assets: readonly Asset[];
}

const PAGE: PageParts = { tabs: TABS, assets: ASSETS };

/** Makes the application. */
export function createApp(parts: WebParts, page: PageParts = PAGE): Hono<Env> {
  const { options, auth, log } = parts;
  const app = new Hono<Env>({ getPath: pathBelow(options.basePath) });
  const assets = new AssetServer(page.assets);
  const { routes, documentFor } = apiRoutes(parts);
  const deps: PageDeps = {
    ...parts,
    tabs: page.tabs,
    assetUrl: (path) => assets.url(path),
    hasAsset: (path) => assets.has(path),
  };

  app.onError((error, c) => {
    if (isWrongPlace(error) && wantsPage(c)) return wrongPlaceResponse(c, error);
    const login = loginAddress(c, error, parts.logins);
    return login === undefined ? errorResponse(error, log) : c.redirect(login);
  });
  app.notFound((c) => {
    throw unknownAddress(c, routes);
  });
  app.use(headAnswers());
  app.use(securityHeaders());
  app.use(findPlace(options, log));
  app.use(fromOwnSite(auth));
  app.use(onlyBelow(options.basePath));
  app.use(packedHtml());

  for (const { method, path, access, respond } of routes) {
    app.on(method.toUpperCase(), honoPath(path), (c) => {
      admit(auth, access, c);
      const session = findSession(parts.hub, principalOf(c), c.req.param("session"));
      return whileServed(session, c, (c) => respond(parts, c));
    });
  }
  app.get("/assets/*", admitted(auth, "open"), (c) => assets.respond(c));
  app.get(
    "/favicon.ico",
    admitted(auth, "open"),
    (c) => c.redirect(placeOf(c).base + assets.url("favicon.svg")),
  );
  const { logins } = parts;
  const forms = new Forms(parts);
  if (logins && logins.methods.length > 0) app.route("/", loginRoutes(parts, logins, forms));
  if (logins) app.route("/", accountRoutes(deps, logins, forms));
  app.use(admitted(auth, "user"));
  app.get("/api", (c) =>
    c.html(
      ApiPage({ view: viewOf(c, deps), document: documentFor(placeOf(c).base) }),
      200,
      VIEW_HEADERS,
    ));
  app.route("/", pageRoutes(deps));
  return app;
}

/** 405 for an address that is there for other methods, else 404. */
function unknownAddress(c: Context<Env>, routes: readonly ApiRoute[]): HttpProblem {
  const methods = routes.filter(({ path }) => matches(path, c.req.path)).map(({ method }) =>
    method
  );
  if (methods.length === 0) {
    return new HttpProblem(
      404,
      "NOT_FOUND",
      `There is nothing at this address; ${placeOf(c).base}/api lists what is.`,
    );
  }
  const allow = methods.flatMap((method) =>
    method === "get" ? ["GET", "HEAD"] : method.toUpperCase()
  );
  return new HttpProblem(
    405,
    "UNIMPLEMENTED",
    `This address takes ${allow.join(", ")}.`,
    undefined,
    { Allow: allow.join(", ") },
  );
}

function matches(pattern: string, path: string): boolean {
  const parts = pattern.split("/");
  const given = path.split("/");
  return parts.length === given.length &&
    parts.every((part, index) => part.startsWith("{") || part === given[index]);
}
