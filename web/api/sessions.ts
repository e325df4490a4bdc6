/**
 * Sessions: open, end, reset, and what they have accumulated.
 *
 * @module
 */
import type { Context } from "hono";
import { because, FrameboxError } from "../../base/errors/mod.ts";
import type { Run } from "../../hub/mod.ts";
import type { WebParts } from "../web_parts.ts";
import { dataSchema, sessionSchema, sessionStateSchema } from "../wire/mod.ts";
import { empty, json, ranged } from "./bodies.ts";
import { variableJson } from "./hub_json.ts";
import { runOf } from "./ids.ts";
import { rangeHeader, runQuery } from "./parameters.ts";
import { rangedResponse } from "./ranged_response.ts";
import { type ApiRoute, Reply, route } from "./route.ts";
import { runJson } from "./runs.ts";
import { sessionUrl } from "./urls.ts";

/** The routes of sessions. */
export function sessionRoutes(
  { hub, longRuns }: Pick<WebParts, "hub" | "longRuns">,
): readonly ApiRoute[] {
  return [
    route({
      method: "post",
      path: "/api/v1/sessions",
      access: "user",
      operationId: "openSession",
      summary: "Open a session without a page",
      description:
        "Its id is a secret, and it is its opener's: a caller that shows another login or token, " +
        "or none, has no part in it. It ends some time after its last call and its last run have ended.",
      tag: "sessions",
      answers: { 201: json("The new session", sessionSchema) },
      problems: [429, 503],
      handle: async ({ base, principal }) => {
        const session = await hub.openSession({ owner: principal.id });
        return new Reply({ session: session.id }, {
          headers: { Location: sessionUrl(base, session) },
        });
      },
    }),
    route({
      method: "get",
      path: "/api/v1/sessions/{session}",
      access: "session",
      operationId: "getSession",
      summary: "A session's runs",
      tag: "sessions",
      answers: { 200: json("Its runs", sessionStateSchema) },
      handle: ({ session, base }) => ({
        session: session.id,
        runs: session.runs.map((run) => runJson(longRuns, run, base)),
      }),
    }),
    route({
      method: "delete",
      path: "/api/v1/sessions/{session}",
      access: "session",
      operationId: "endSession",
      summary: "End a session and remove its files",
      tag: "sessions",
      answers: { 204: empty("It has ended") },
      handle: ({ session }) => session.end("ended by its owner"),
    }),
    route({
      method: "post",
      path: "/api/v1/sessions/{session}/reset",
      access: "session",
      operationId: "resetSession",
      summary: "Set the frame count to 0 and remove data.mat",
      tag: "sessions",
      query: { run: runQuery },
      answers: { 204: empty("It is reset") },
      handle: async ({ session, query: { run } }) => {
        // A session in which nothing was started yet is as good as reset.
        if (run !== undefined || session.current) await runOf(session, run).reset();
      },
    }),
    route({
      method: "get",
      path: "/api/v1/sessions/{session}/data.mat",
      access: "session",
      operationId: "getData",
      summary: "The accumulated data.mat (MATLAB Level 5)",
      tag: "sessions",
      description: "The file as it is when it is asked for. `ETag` is another one as soon as " +
        "anything is added: to resume a download, send it as `If-Range`.",
      query: { run: runQuery },
      headers: { Range: rangeHeader },
      answers: ranged("application/x-matlab-data"),
      problems: [416],
      handle: ({ c, session, query }) => dataFile(c, runOf(session, query.run)),
    }),
    route({
      method: "get",
      path: "/api/v1/sessions/{session}/data",
      access: "session",
      operationId: "listData",
      summary: "Names, classes and sizes of the variables in data.mat",
      tag: "sessions",
      query: { run: runQuery },
      answers: { 200: json("The variables", dataSchema) },
      handle: ({ session, query }) => {
        const { id, data } = runOf(session, query.run);
        return { run: id, bytes: data.byteLength, variables: data.list().map(variableJson) };
      },
    }),
  ];
}

async function dataFile(c: Context, run: Run): Promise<Response> {
  const copy = await run.data.read();
  if (!copy) {
    throw new FrameboxError(
      "NOT_FOUND",
      "This run has no data.mat yet.",
      undefined,
      because("no-data"),
    );
  }
  return await rangedResponse(c, {
    byteLength: copy.byteLength,
    etag: `"${copy.version}"`,
    headers: new Headers({
      "Content-Type": "application/x-matlab-data",
      "Content-Disposition": 'attachment; filename="data.mat"',
      // It grows: a browser that has it asks whether it is the same still.
      "Cache-Control": "private, no-cache",
    }),
    stream: (first, byteLength) => copy.stream(first, byteLength),
    close: () => copy.close(),
  });
}
