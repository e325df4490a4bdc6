/**
 * Calls of services: starting, listing, cancelling, and calling again.
 *
 * @module
 */
import type { Context } from "hono";
import * as v from "valibot";
import { FrameboxError } from "../../../base/errors/mod.ts";
import {
  type CallRequest,
  type CallStore,
  isFinal,
  type KeptFiles,
  type NewFile,
  type SessionCalls,
} from "../../../clusters/calls/mod.ts";
import type { Principal } from "../../../auth/mod.ts";
import type { Session } from "../../../hub/mod.ts";
import type { WebParts } from "../../web_parts.ts";
import { callSchema, callsSchema, SERVICE_INPUTS } from "../../wire/mod.ts";
import { described, text } from "../../wire/schema_parts.ts";
import { empty, files, json } from "../bodies.ts";
import { HttpProblem } from "../errors.ts";
import { wholeQuery } from "../parameters.ts";
import { type ApiRoute, Reply, route } from "../route.ts";
import { callJson } from "./call_json.ts";

/** Calls of one answer. */
const MAX_CALLS = 1000;

/** The call in a path. */
export const callParam = described(
  v.pipe(text, v.regex(/^[A-Za-z0-9_-]{22}$/, "There is no such call in this session.")),
  "The call's id in its session.",
);

/** What the routes use. */
export type CallDeps = Pick<WebParts, "audit" | "calls" | "intake" | "options" | "uploads">;

const MODE = "mode is sync or async.";
const INPUT = `input is one of ${SERVICE_INPUTS.join(", ")}.`;

/** The routes of calls. */
export function callRoutes(deps: CallDeps): readonly ApiRoute[] {
  const path = "/api/v1/sessions/{session}/calls";
  const after = wholeQuery({
    description: "Only calls with a change above this one.",
    sentence: "after is a whole number, 0 or more.",
    fallback: 0,
  });
  return [
    route({
      method: "post",
      path,
      access: "session",
      operationId: "callService",
      summary: "Call a service of a cluster",
      description:
        "Answers as soon as the input is on framebox's disk; the call continues by itself, also while no " +
        "page is open. Its outputs and its history are kept with the session.",
      tag: "services",
      query: {
        service: described(
          v.pipe(v.optional(text, ""), v.nonEmpty("service names a service as cluster/service.")),
          "cluster/service",
        ),
        mode: described(
          v.optional(v.picklist(["sync", "async"], MODE)),
          "How it is called; left out, as is usual for the service.",
        ),
        input: described(
          v.optional(v.picklist(SERVICE_INPUTS, INPUT)),
          "What the input is; left out, what the service takes.",
        ),
        name: described(
          v.optional(text, ""),
          "The input's own name; outputs are named after it. Cleaned, and without folders.",
        ),
        upload: described(
          v.optional(text),
          "A complete upload of the session, in place of a body; the call takes it over.",
        ),
      },
      body: {
        description:
          "The input: a file of any kind, as it is. With a Content-Length it may be as large as a video " +
          "(MAX_VIDEO_MB), else as large as a picture (MAX_UPLOAD_MB).",
        required: false,
        content: files([
          "application/octet-stream",
          "text/plain",
          "application/json",
          "image/*",
          "audio/*",
          "video/*",
        ]),
      },
      answers: { 201: json("The call", callSchema) },
      problems: [400, 408, 409, 413, 415, 423, 429, 503, 504],
      handle: async ({ c, session, base, query, principal }) => {
        const { service, mode, input, name, upload } = query;
        const request = { service, mode, kind: input, name };
        const call = await start(deps, c, session, request, upload);
        audit(deps, principal, call.service);
        return new Reply(callJson(base, session, call), { status: 201 });
      },
    }),
    route({
      method: "get",
      path,
      access: "session",
      operationId: "listCalls",
      summary: "The calls of a session, the newest first",
      tag: "services",
      query: { after },
      answers: { 200: json("Calls", callsSchema) },
      problems: [400],
      handle: ({ session, base, query }) => {
        const calls = deps.calls?.of(session);
        const changed = (calls?.all ?? []).filter(({ change }) => change > query.after);
        return {
          calls: changed.slice(0, MAX_CALLS).map((call) => callJson(base, session, call)),
          last: calls?.last ?? 0,
        };
      },
    }),
    route({
      method: "get",
      path: "/api/v1/calls",
      access: "user",
      operationId: "listOwnCalls",
      summary: "The calls of all sessions of a user that has logged in, the newest first",
      description:
        "Callers without a login share one id; each of them has the calls of its sessions only.",
      tag: "services",
      answers: { 200: json("Calls", callsSchema) },
      handle: ({ principal, base }) => {
        const sessions = isKnown(principal) ? deps.calls?.ofOwner(principal.id) ?? [] : [];
        const calls = sessions.flatMap((own) =>
          own.all.map((call) => ({ call, session: own.session }))
        )
          .sort((a, b) => b.call.startedAt.getTime() - a.call.startedAt.getTime());
        return {
          calls: calls.slice(0, MAX_CALLS).map(({ call, session }) =>
            callJson(base, session, call)
          ),
          last: 0,
        };
      },
    }),
    route({
      method: "get",
      path: `${path}/{call}`,
      access: "session",
      operationId: "getCall",
      summary: "One call",
      tag: "services",
      params: { call: callParam },
      answers: { 200: json("The call", callSchema) },
      handle: ({ session, base, params }) =>
        callJson(base, session, callsOf(deps.calls, session).get(params.call)),
    }),
    route({
      method: "delete",
      path: `${path}/{call}`,
      access: "session",
      operationId: "removeCall",
      summary: "Cancel a call that has not ended, or remove one that has, with its files",
      description: "The job of a call that is cancelled is deleted in the cluster.",
      tag: "services",
      params: { call: callParam },
      answers: { 204: empty("It is cancelled, or gone") },
      handle: ({ session, params }) => callsOf(deps.calls, session).remove(params.call),
    }),
    route({
      method: "post",
      path: `${path}/{call}/again`,
      access: "session",
      operationId: "callAgain",
      summary: "Make a call once more, with the same input",
      tag: "services",
      params: { call: callParam },
      answers: { 201: json("The new call", callSchema) },
      problems: [409, 429, 503, 504],
      handle: async ({ session, base, params, principal, signal }) => {
        const calls = callsOf(deps.calls, session);
        if (!isFinal(calls.get(params.call).state)) throw stillRuns();
        const call = await calls.again(params.call, signal);
        audit(deps, principal, call.service);
        return new Reply(callJson(base, session, call), { status: 201 });
      },
    }),
  ];
}

/**
 * The calls of a session.
 *
 * @throws {FrameboxError} `NOT_FOUND` on a server without clusters
 */
export function callsOf(calls: CallStore | undefined, session: Session): SessionCalls {
  if (calls) return calls.of(session);
  throw new FrameboxError("NOT_FOUND", "This server has no clusters (setting OSCAR_ENDPOINT).");
}

/** Callers that show nothing are not known from each other. */
function isKnown({ id }: Principal): boolean {
  return id !== "anonymous";
}

async function start(
  deps: CallDeps,
  c: Context,
  session: Session,
  request: CallRequest,
  upload: string | undefined,
) {
  const calls = callsOf(deps.calls, session);
  const { signal } = c.req.raw;
  try {
    if (upload === undefined) {
      return await calls.start(request, (kept) => received(deps, c, kept), signal);
    }
    return await uploaded(
      deps,
      session,
      upload,
      (give, name) => calls.start({ ...request, name: request.name || name }, give, signal),
    );
  } catch (caught) {
    // A body that isn't read would keep its connection.
    if (!c.req.raw.bodyUsed) await c.req.raw.body?.cancel().catch(() => {});
    const isFull = caught instanceof FrameboxError && caught.because?.code === "no-room-for-calls";
    if (!isFull) throw caught;
    throw new HttpProblem(413, caught.code, caught.message, caught, undefined, caught.because);
  }
}

/** Writes the body to disk as it comes. */
async function received(
  { intake, options }: CallDeps,
  c: Context,
  kept: KeptFiles,
): Promise<NewFile> {
  // The length of a body in chunks is known at its end only.
  const isAnnounced = c.req.header("content-length") !== undefined;
  const limit = isAnnounced && options.maxVideoBytes > intake.maxBytes
    ? { maxBytes: options.maxVideoBytes, setting: "MAX_VIDEO_MB" as const }
    : { maxBytes: intake.maxBytes, setting: "MAX_UPLOAD_MB" as const };
  return await kept.write(intake.chunks(c.req.raw, limit));
}

/** Takes an upload over. */
async function uploaded<Result>(
  { uploads }: CallDeps,
  session: Session,
  id: string,
  start: (give: (kept: KeptFiles) => Promise<NewFile>, name: string) => Promise<Result>,
): Promise<Result> {
  const upload = uploads.get(session, id);
  const unclaim = upload.claim();
  try {
    return await start(async (kept) => {
      const file = await kept.adopt(upload.path, upload.byteLength);
      uploads.handedOver(session, upload);
      return file;
    }, upload.name);
  } finally {
    unclaim();
  }
}

function audit({ audit }: CallDeps, { id, name = id }: Principal, service: string): void {
  const [cluster = "", own = ""] = service.split(/\/(.*)/s);
  audit("service_run", { owner: id, user: name, cluster, service: own });
}

function stillRuns(): FrameboxError {
  return new FrameboxError(
    "FAILED_PRECONDITION",
    "This call has not ended; cancel it first, or wait for its end.",
  );
}
