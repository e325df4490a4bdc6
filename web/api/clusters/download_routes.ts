/**
 * A call's log, its data as a MATLAB file, and its files as one ZIP.
 *
 * @module
 */
import type { Context } from "hono";
import * as v from "valibot";
import { FrameboxError } from "../../../base/errors/mod.ts";
import { whileSent } from "../../../base/files/mod.ts";
import {
  type Call,
  callMat,
  dataBytes,
  hasData,
  isFinal,
  zipOf,
} from "../../../clusters/calls/mod.ts";
import type { ClusterDirectory } from "../../../clusters/connections/mod.ts";
import type { Session } from "../../../hub/mod.ts";
import { stemOf } from "../../../oscar/names/mod.ts";
import type { WebParts } from "../../web_parts.ts";
import { described, text } from "../../wire/schema_parts.ts";
import { file, line, ranged } from "../bodies.ts";
import { attachment } from "../file_response.ts";
import { rangeHeader } from "../parameters.ts";
import { rangedResponse } from "../ranged_response.ts";
import { type ApiRoute, route } from "../route.ts";
import { booked } from "./booked.ts";
import { callParam, callsOf } from "./call_routes.ts";

/** Calls of one ZIP. */
const MAX_CALLS = 1000;
const MAT = "application/x-matlab-data";

/** The routes of downloads. */
export function callDownloadRoutes(
  { calls, clusters, intake }: Pick<WebParts, "calls" | "clusters" | "intake">,
): readonly ApiRoute[] {
  const path = "/api/v1/sessions/{session}/calls";
  return [
    route({
      method: "get",
      path: `${path}/{call}/log`,
      access: "session",
      operationId: "getCallLog",
      summary: "What stood around a call's answer, or the end of its job's log",
      description:
        "While it runs: the last lines of its job's log, or what the service's containers have printed " +
        "since it began, as far as the cluster shows that.",
      tag: "services",
      params: { call: callParam },
      answers: { 200: line("Lines") },
      problems: [429, 503, 504],
      handle: async ({ session, params, signal }) => {
        const call = callsOf(calls, session).get(params.call);
        const log = isFinal(call.state) ? call.log : await printed(clusters, session, call, signal);
        return new Response(log, { headers: { "Content-Type": "text/plain; charset=utf-8" } });
      },
    }),
    route({
      method: "get",
      path: `${path}/{call}/data.mat`,
      access: "session",
      operationId: "getCallMat",
      summary: "The data of a call as a MATLAB file",
      description:
        "A struct for each output that is data or text, `data_00000`, `data_00001`, … by its number, with " +
        "the fields that runs have (labels, probabilities, xyxy, conf, cls, name, text) and those of the data. " +
        "`service` and `input` name what was called with what.",
      tag: "services",
      params: { call: callParam },
      answers: { 200: file("The file", MAT) },
      problems: [429],
      handle: async ({ session, params, signal }) => {
        const own = callsOf(calls, session);
        const call = own.get(params.call);
        if (!hasData(call)) throw new FrameboxError("NOT_FOUND", "This call has no data.");
        const held = dataBytes(call);
        if (held === undefined) {
          throw new FrameboxError(
            "NOT_FOUND",
            "This call has too much data for one file; download its outputs.",
          );
        }
        const headers = {
          "Content-Type": MAT,
          "Content-Disposition": attachment(`${stemOf(call.input.name)}.mat`),
        };
        const mat = await booked(
          intake,
          held,
          () => callMat(call, (output) => own.read(output, signal)),
        );
        return new Response(mat, { headers });
      },
    }),
    route({
      method: "get",
      path: `${path}/{call}/files.zip`,
      access: "session",
      operationId: "getCallZip",
      summary: "All files of a call's result, as one ZIP",
      tag: "services",
      params: { call: callParam },
      headers: { Range: rangeHeader },
      answers: ranged("application/zip"),
      problems: [416],
      handle: ({ c, session, params }) => {
        const call = callsOf(calls, session).get(params.call);
        return zip(c, session, [call], `${stemOf(call.input.name)}.zip`);
      },
    }),
    route({
      method: "get",
      path: `${path}.zip`,
      access: "session",
      operationId: "getCallsZip",
      summary: "The files of many calls, as one ZIP",
      description: "Of a call with several files they are in a folder that is called as its input.",
      tag: "services",
      query: {
        calls: described(
          v.optional(text),
          `Ids of calls, with commas between them, ${MAX_CALLS} at most; left out, all of the session that are done.`,
        ),
      },
      headers: { Range: rangeHeader },
      answers: ranged("application/zip"),
      problems: [400, 416],
      handle: ({ c, session, query }) => {
        const own = callsOf(calls, session);
        const ids = query.calls?.split(",", MAX_CALLS).filter((id) => id !== "");
        const chosen = ids
          ? ids.map((id) => own.get(id))
          : own.all.filter(({ state }) => state === "done").slice(0, MAX_CALLS);
        return zip(c, session, chosen, "results.zip");
      },
    }),
  ];
}

/** What a call's job has printed so far, or the service's containers since the call began. */
async function printed(
  clusters: ClusterDirectory | undefined,
  session: Session,
  { service, startedAt, mode, job }: Call,
  signal: AbortSignal,
): Promise<string> {
  const [cluster = "", name = ""] = service.split(/\/(.*)/s);
  const connection = clusters?.connection(session.owner, cluster);
  if (mode === "async") {
    return job === undefined ? "" : await connection?.jobLog(name, job, signal) ?? "";
  }
  const log = await connection?.log(name, signal);
  const since = startedAt.getTime();
  return (log?.entries ?? []).filter(({ timestamp }) => !(Date.parse(timestamp) < since))
    .map(({ message }) => message).join("\n");
}

async function zip(
  c: Context,
  session: Session,
  calls: readonly Call[],
  name: string,
): Promise<Response> {
  const { byteLength, version, stream, close } = zipOf(calls);
  return await rangedResponse(c, {
    byteLength,
    etag: `"${version}"`,
    headers: new Headers({
      "Content-Type": "application/zip",
      "Content-Disposition": attachment(name),
      "Cache-Control": "private, no-cache",
    }),
    // A session doesn't end while its results are fetched.
    stream: (first, length) => whileSent(stream(first, length), session.attach()),
    close,
  });
}
