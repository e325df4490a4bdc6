/**
 * Sessions: open, end, reset, and what they have accumulated.
 *
 * @module
 */
import type { Context } from "hono";
import { FrameboxError } from "../../errors/mod.ts";
import type { Run } from "../../hub/mod.ts";
import type { WebContext } from "../web_context.ts";
import { variableJson } from "./described.ts";
import { runOf, sessionOf } from "./ids.ts";
import { type ApiRoute, type Parameter, pathParam } from "./route.ts";
import { runJson } from "./runs.ts";
import { errors, jsonAnswer, ref, sessionParameter } from "./schemas.ts";

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
      handle: async () => {
        const { id } = await context.hub.openSession();
        return Response.json({ session: id }, {
          status: 201,
          headers: { Location: `/api/v1/sessions/${id}` },
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
          runs: session.runs.map((run) => runJson(context, run)),
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
        parameters: [sessionParameter, runParameter],
        responses: {
          "200": {
            description: "The file as it is now",
            content: { "application/x-matlab-data": { schema: {} } },
          },
          ...errors(403, 404),
        },
      },
      handle: (c) => dataFile(dataRun(context, c), c.req.method === "HEAD"),
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

async function dataFile(run: Run, headersOnly: boolean): Promise<Response> {
  const none = () => new FrameboxError("NOT_FOUND", "This run has no data.mat yet.");
  if (run.data.byteLength === 0) throw none();
  const headers = new Headers({
    "Content-Type": "application/x-matlab-data",
    "Content-Disposition": 'attachment; filename="data.mat"',
  });
  if (headersOnly) {
    headers.set("Content-Length", String(run.data.byteLength));
    return new Response(null, { headers });
  }
  const file = await run.data.read();
  if (!file) throw none();
  headers.set("Content-Length", String(file.byteLength));
  return new Response(file.body, { headers });
}
