/**
 * Files of calls: inputs, outputs, their data, and the files of archives.
 *
 * @module
 */
import * as v from "valibot";
import { FrameboxError } from "../../../base/errors/mod.ts";
import type { Call, StoredOutput } from "../../../clusters/calls/mod.ts";
import { jsonOf } from "../../../clusters/content/mod.ts";
import type { WebParts } from "../../web_parts.ts";
import { archiveEntriesSchema, callDataSchema } from "../../wire/mod.ts";
import { described, text } from "../../wire/schema_parts.ts";
import { json } from "../bodies.ts";
import { rangeHeader } from "../parameters.ts";
import { type ApiRoute, route } from "../route.ts";
import { sessionUrl } from "../urls.ts";
import { entriesJson, entryFile } from "./archive.ts";
import { booked } from "./booked.ts";
import { callParam, callsOf } from "./call_routes.ts";
import {
  type CallFile,
  downloadResponse,
  FILE_ANSWERS,
  keptFile,
  shownResponse,
} from "./served_file.ts";

const NO_OUTPUT = "This call has no such output.";
const NO_ENTRY = "The archive has no such file.";

const outputParam = described(
  v.pipe(text, v.regex(/^(\d{1,6}|other)$/, NO_OUTPUT)),
  "The output's number, or `other`: what else an answer can be that reads in two ways.",
);
const entryParam = described(
  v.pipe(text, v.regex(/^\d{1,6}$/, NO_ENTRY)),
  "The file's number in the archive.",
);
const shownQuery = described(
  v.optional(text),
  "With any value the file is given in a form that browsers show, else as a download.",
);

/** The routes of files. */
export function callFileRoutes(
  deps: Pick<WebParts, "calls" | "encoder" | "intake">,
): readonly ApiRoute[] {
  const ofCall = "/api/v1/sessions/{session}/calls/{call}";
  const file = {
    method: "get",
    access: "session",
    tag: "services",
    query: { shown: shownQuery },
    headers: { Range: rangeHeader },
    answers: FILE_ANSWERS,
    problems: [400, 416, 429, 503],
  } as const;
  return [
    route({
      ...file,
      path: `${ofCall}/input`,
      operationId: "getCallInput",
      summary: "What a service was called with",
      params: { call: callParam },
      handle: ({ c, session, params, query }) => {
        const { id, input } = callsOf(deps.calls, session).get(params.call);
        return given(c, keptFile(input, `${id}-input`), query.shown);
      },
    }),
    route({
      ...file,
      path: `${ofCall}/outputs/{output}`,
      operationId: "getCallOutput",
      summary: "One file of a call's result",
      params: { call: callParam, output: outputParam },
      handle: ({ c, session, params, query }) => {
        const call = callsOf(deps.calls, session).get(params.call);
        const output = outputOf(call, params.output);
        return given(c, keptFile(output, `${call.id}-${params.output}`), query.shown);
      },
    }),
    route({
      method: "get",
      path: `${ofCall}/outputs/{output}/data`,
      access: "session",
      operationId: "getCallData",
      summary: "The value of a data file",
      tag: "services",
      params: { call: callParam, output: outputParam },
      answers: { 200: json("The value", callDataSchema) },
      problems: [429],
      handle: async ({ session, params, signal }) => {
        const calls = callsOf(deps.calls, session);
        const output = outputOf(calls.get(params.call), params.output);
        if (output.kind !== "data") {
          throw new FrameboxError("NOT_FOUND", "This output is no data; download it.");
        }
        // As text, and as the value that is made of it.
        return await booked(deps.intake, 2 * output.file.byteLength, async () => {
          const reading = await calls.read(output, signal);
          if (reading?.kind === "data") return { value: jsonOf(reading.value) };
          throw new FrameboxError("NOT_FOUND", "This output is no data, or too much; download it.");
        });
      },
    }),
    route({
      method: "get",
      path: `${ofCall}/outputs/{output}/entries`,
      access: "session",
      operationId: "listCallEntries",
      summary: "The files of an archive",
      description:
        "Their names never leave the folder that they are unpacked to. Media types are by name.",
      tag: "services",
      params: { call: callParam, output: outputParam },
      answers: { 200: json("In the archive's order", archiveEntriesSchema) },
      handle: async ({ session, base, params }) => {
        const call = callsOf(deps.calls, session).get(params.call);
        const output = archiveOf(call, params.output);
        const url = `${
          sessionUrl(base, session)
        }/calls/${call.id}/outputs/${params.output}/entries`;
        return await entriesJson(output.file, url);
      },
    }),
    route({
      ...file,
      path: `${ofCall}/outputs/{output}/entries/{entry}`,
      operationId: "getCallEntry",
      summary: "One file of an archive",
      params: { call: callParam, output: outputParam, entry: entryParam },
      handle: async ({ c, session, params, query, signal }) => {
        const call = callsOf(deps.calls, session).get(params.call);
        const output = archiveOf(call, params.output);
        const version = `${call.id}-${params.output}-${params.entry}`;
        const entry = await entryFile(output.file, Number(params.entry), version, signal);
        if (!entry) throw new FrameboxError("NOT_FOUND", NO_ENTRY);
        return await given(c, entry, query.shown);
      },
    }),
  ];

  function given(
    c: Parameters<typeof downloadResponse>[0],
    file: CallFile,
    shown: string | undefined,
  ): Promise<Response> {
    return shown === undefined ? downloadResponse(c, file) : shownResponse(c, file, deps);
  }
}

function outputOf(call: Call, number: string): StoredOutput {
  const output = number === "other" ? call.other : call.outputs[Number(number)];
  if (!output) throw new FrameboxError("NOT_FOUND", NO_OUTPUT);
  return output;
}

function archiveOf(call: Call, number: string): StoredOutput {
  const output = outputOf(call, number);
  if (output.kind !== "archive") {
    throw new FrameboxError(
      "NOT_FOUND",
      "This output is no archive that is unpacked; download it.",
    );
  }
  return output;
}
