/**
 * Sessions: open, end, reset, and what they have accumulated.
 *
 * @module
 */
import type { Context } from "hono";
import { FrameboxError } from "../../base/errors/mod.ts";
import type { Run } from "../../hub/mod.ts";
import { placeOf } from "../place/place.ts";
import type { WebContext } from "../web_context.ts";
import { variableJson } from "./described.ts";
import { runOf, sessionOf } from "./ids.ts";
import { rangedResponse } from "./ranged_response.ts";
import { type ApiRoute, type Parameter, pathParam } from "./route.ts";
import { runJson } from "./runs.ts";
import {
  errors,
  jsonAnswer,
  rangedAnswers,
  rangeParameter,
  ref,
  sessionParameter,
} from "./schemas.ts";
import { sessionUrl } from "./urls.ts";

const runParameter: Parameter = {
  name: "run",
  in: "query",
  description: "Which run of the session; left out, the one started last.",
  schema: { type: "string", pattern: "^[1-9][0-9]{0,8}$" },
};

/** The routes of sessions. */
export function sessionRoutes(context: WebContext): readonly ApiRoute[] {
  const tags = ["sessions"];
  const parameters = [sessionParameter];
  return [
    {
      method: "post",
      path: "/api/v1/sessions",
      operation: {
        operationId: "openSession",
        summary: "Open a session without a page",
        description: "Its id is a secret: whoever knows it may use the session. It ends some " +
          "time after its last call and its last run have ended.",
        tags,
        responses: {
          "201": jsonAnswer("The new session", ref("Session")),
          ...errors(403, 429, 503),
        },
      },
      handle: async (c) => {
        const session = await context.hub.openSession();
        return Response.json({ session: session.id }, {
          status: 201,
          headers: { Location: sessionUrl(placeOf(c).base, session) },
        });
      },
    },
    {
      method: "get",
      path: "/api/v1/sessions/{session}",
      operation: {
        operationId: "getSession",
        summary: "A session's runs",
        tags,
        parameters,
        responses: {
          "200": jsonAnswer("Its runs", ref("SessionState")),
          ...errors(403, 404),
        },
      },
      handle: (c) => {
        const session = sessionOf(context.hub, pathParam(c, "session"));
        return Response.json({
          session: session.id,
          runs: session.runs.map((run) => runJson(context, run, placeOf(c).base)),
        });
      },
    },
    {
      method: "delete",
      path: "/api/v1/sessions/{session}",
      operation: {
        operationId: "endSession",
        summary: "End a session and remove its files",
        tags,
        parameters,
        responses: { "204": { description: "It has ended" }, ...errors(403, 404) },
      },
      handle: async (c) => {
        await sessionOf(context.hub, pathParam(c, "session")).end("ended by its owner");
        return new Response(null, { status: 204 });
      },
    },
    {
      method: "post",
      path: "/api/v1/sessions/{session}/reset",
      operation: {
        operationId: "resetSession",
        summary: "Set the frame count to 0 and remove data.mat",
        tags,
        parameters: [sessionParameter, runParameter],
        responses: { "204": { description: "It is reset" }, ...errors(403, 404) },
      },
      handle: async (c) => {
        const session = sessionOf(context.hub, pathParam(c, "session"));
        const id = c.req.query("run");
        // A session in which nothing was started yet is as good as reset.
        if (id !== undefined || session.current) await runOf(session, id).reset();
        return new Response(null, { status: 204 });
      },
    },
    {
      method: "get",
      path: "/api/v1/sessions/{session}/data.mat",
      operation: {
        operationId: "getData",
        summary: "The accumulated data.mat (MATLAB Level 5)",
        tags,
        description: "The file as it is when it is asked for. `ETag` is another one as soon as " +
          "anything is added: to go on with a download, send it as `If-Range`.",
        parameters: [sessionParameter, runParameter, rangeParameter],
        responses: rangedAnswers({ "application/x-matlab-data": { schema: {} } }),
      },
      handle: (c) => dataFile(c, dataRun(context, c)),
    },
    {
      method: "get",
      path: "/api/v1/sessions/{session}/data",
      operation: {
        operationId: "listData",
        summary: "Names, classes and sizes of the variables in data.mat",
        tags,
        parameters: [sessionParameter, runParameter],
        responses: { "200": jsonAnswer("The variables", ref("Data")), ...errors(403, 404) },
      },
      handle: (c) => {
        const { id, data } = dataRun(context, c);
        return Response.json({
          run: id,
          bytes: data.byteLength,
          variables: data.list().map(variableJson),
        });
      },
    },
  ];
}

function dataRun(context: WebContext, c: Context): Run {
  return runOf(sessionOf(context.hub, pathParam(c, "session")), c.req.query("run"));
}

async function dataFile(c: Context, run: Run): Promise<Response> {
  const copy = await run.data.read();
  if (!copy) throw new FrameboxError("NOT_FOUND", "This run has no data.mat yet.");
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
