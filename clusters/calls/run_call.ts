/**
 * One call from its input on disk to its outputs on disk.
 *
 * @module
 */
import { FrameboxError, toFrameboxError } from "../../base/errors/mod.ts";
import type { Pool } from "../../base/pool/mod.ts";
import type { ImageLimits, SizePx } from "../../media/image/mod.ts";
import type { AnswerReader, Reading } from "../../oscar/answer/mod.ts";
import {
  type CallOutput,
  type CallResult,
  jobLogOf,
  piecesOf,
  type Turns,
} from "../../oscar/calls/mod.ts";
import { stemOf } from "../../oscar/names/mod.ts";
import {
  type ClusterConnection,
  clusterLoginNeeded,
  type OfferedService,
} from "../connections/mod.ts";
import type { CallEnd, CallRecord } from "./call.ts";
import { sentFile } from "./call_input.ts";
import { serverStops, sessionEnded } from "./failures.ts";
import type { KeptFiles } from "./kept_file.ts";
import { type StoredOutput, type StoreOptions, storeOutput } from "./stored_output.ts";

/** What is run. */
export interface CallRun {
  readonly connection: ClusterConnection;
  readonly offered: OfferedService;
  readonly record: CallRecord;
  readonly files: KeptFiles;
  readonly pool: Pool;
  /** As {@linkcode sentFile} has it. */
  readonly turns: Turns;
  readonly answers: AnswerReader;
  readonly imageLimits: ImageLimits;
  /** Its user cancels it. */
  readonly cancelled: AbortSignal;
  /** Its session ends, and framebox stops. */
  readonly stops: readonly [session: AbortSignal, server: AbortSignal];
}

/** Runs a call; the record has its end, too. Never rejects. */
export async function runCall(run: CallRun): Promise<CallEnd> {
  const { connection, record, cancelled, stops } = run;
  const spoiled = new AbortController();
  const signal = AbortSignal.any([cancelled, connection.ended, ...stops, spoiled.signal]);
  let end: CallEnd;
  try {
    await using result = await called(run, signal, spoiled);
    end = {
      state: "done",
      log: result.log,
      isScriptFailure: result.isFailure,
      runMs: result.times.runMs,
    };
    // Its files are safe: they are removed from the cluster after this, where that is set.
    record.end(end);
    return end;
  } catch (caught) {
    end = endOf(run, caught, spoiled.signal);
  }
  record.end(end);
  return end;
}

/** Calls the service, and resolves when all of its result is on disk. */
async function called(
  run: CallRun,
  signal: AbortSignal,
  spoiled: AbortController,
): Promise<CallResult> {
  const { connection, offered, record, files, pool, turns, answers, imageLimits } = run;
  const { call } = record;
  signal.throwIfAborted();
  const { input, size } = await sentFile(call.input, offered.rule?.resizePx, {
    pool,
    turns,
    limits: imageLimits,
    signal,
  });
  const options: StoreOptions = {
    imageLimits,
    answers,
    labelsPath: offered.rule?.labels,
    sentPx: size,
    shownPx: sizeOf(call.input.size),
  };
  const stored = new Map<CallOutput, StoredOutput | undefined>();
  let storing: Promise<void> = Promise.resolve();
  const store = (output: CallOutput) => {
    if (stored.has(output)) return;
    stored.set(output, undefined);
    storing = storing.then(async () => {
      signal.throwIfAborted();
      const file = await storeOutput(files, output, options, signal);
      stored.set(output, file);
      record.addOutput(file);
      // What can't be kept need not be waited for.
    }).catch((caught) => spoiled.abort(caught));
  };
  let result: CallResult | undefined;
  try {
    result = await connection.call(offered, input, {
      mode: call.mode,
      signal,
      onProgress: (progress) => record.progress(progress),
      onJob: (job) => record.setJob(job),
      onOutput: store,
    });
    for (const output of result.outputs) store(output);
    await storing;
    signal.throwIfAborted();
    // What came of a try whose result another one has replaced is none of the result.
    const replaced = record.keepOutputs(result.outputs.map((output) => stored.get(output)));
    for (const { file } of replaced) await file.release();
    const other = otherOutput(result.other, call.input.name);
    if (other) record.setOther(await storeOutput(files, other, options, signal));
    return result;
  } catch (caught) {
    await storing;
    // What can't be kept here stays in the cluster.
    if (!spoiled.signal.aborted) await result?.[Symbol.asyncDispose]();
    throw caught;
  }
}

function endOf(
  { connection, cancelled, stops: [session, server] }: CallRun,
  caught: unknown,
  spoiled: AbortSignal,
): CallEnd {
  if (cancelled.aborted) return { state: "cancelled" };
  if (session.aborted) return { state: "failed", error: sessionEnded() };
  if (server.aborted) return { state: "failed", error: serverStops() };
  if (spoiled.aborted) return { state: "failed", error: toFrameboxError(spoiled.reason) };
  if (connection.ended.aborted) {
    const { reason } = connection.ended;
    const error = reason instanceof FrameboxError ? reason : clusterLoginNeeded(connection.cluster);
    return { state: "failed", error };
  }
  const error = toFrameboxError(caught);
  return { state: "failed", error, log: jobLogOf(error) ?? "" };
}

/** The other reading of an answer as a file. */
function otherOutput(other: Reading | undefined, inputName: string): CallOutput | undefined {
  if (other === undefined || other.kind === "empty") return undefined;
  const { bytes, mediaType, extension } = other;
  return {
    name: `${stemOf(inputName)}_other.${extension}`,
    mediaType,
    byteLength: bytes.byteLength,
    reading: other,
    pieces: () => piecesOf(bytes),
  };
}

function sizeOf(size: SizePx): SizePx | undefined {
  return size.widthPx > 0 ? size : undefined;
}
