/**
 * A synchronous call: the input in the request, the result in its answer.
 *
 * @module
 */
import type { Clock } from "../../base/clock/mod.ts";
import { because } from "../../base/errors/mod.ts";
import type { AnswerReader } from "../answer/mod.ts";
import { inputTooLarge, type ServiceCalls } from "../manager/mod.ts";
import { readWithin, TOO_LARGE } from "../transport/mod.ts";
import type { ClusterMemory } from "./cluster_memory.ts";
import type { Held } from "./held_bytes.ts";
import { answerOutputs } from "./outputs.ts";
import type { Progress } from "./progress.ts";
import type { CallInput, CallLimits, CallOptions, CallResult } from "./service_call.ts";

/** What it needs. */
export interface SynchronousCall {
  readonly calls: Pick<ServiceCalls, "run">;
  readonly answers: AnswerReader;
  /** Bounds what all such calls hold. */
  readonly memory: Pick<ClusterMemory, "inputs" | "answers">;
  readonly service: string;
  readonly input: CallInput;
  readonly options: CallOptions;
  readonly limits: CallLimits;
  readonly clock: Clock;
  readonly progress: Progress;
  /** When the call came, by the clock. */
  readonly startMs: number;
}

/** An input is held as it is and as base64, an answer as it came and as what it is decoded to. */
const INPUT_COPIES = 7 / 3;
const ANSWER_COPIES = 2;

/**
 * Calls a service and decodes what it answers.
 *
 * @throws {FrameboxError} as `ServiceCalls.run`, and for an input that is too large for such a call
 */
export async function callSynchronously(call: SynchronousCall): Promise<CallResult> {
  let held: Held | undefined;
  try {
    return await called(call, (answer) => held = answer);
  } catch (caught) {
    held?.[Symbol.dispose]();
    throw caught;
  }
}

async function called(
  { calls, answers, memory, service, input, options, limits, clock, progress, startMs }:
    SynchronousCall,
  onHeld: (answer: Held) => void,
): Promise<CallResult> {
  const { onOutput } = options;
  const answer = await answered();
  progress.report({ stage: "fetching" });
  const { reading, other, log, isFailure } = await answers.decode(answer.body, options.signal);
  const outputs = answerOutputs(reading, input.name);
  for (const output of outputs) onOutput?.(output);
  progress.report({ stage: "done" });
  const { durationSeconds } = answer;
  const runMs = durationSeconds === undefined ? undefined : durationSeconds * 1000;
  return {
    outputs,
    other,
    log,
    isFailure,
    times: { queuedMs: answer.queuedMs, runMs, totalMs: clock.now() - startMs },
    [Symbol.asyncDispose]: () => Promise.resolve(answer.held?.[Symbol.dispose]()),
  };

  async function answered() {
    const { signal } = options;
    const { run, maxSynchronousBytes } = limits;
    if (input.byteLength > maxSynchronousBytes) throw inputTooLarge(service);
    using _held = await memory.inputs.take(Math.ceil(INPUT_COPIES * input.byteLength), signal);
    const bytes = await readWithin(input.pieces(), maxSynchronousBytes);
    signal.throwIfAborted();
    if (bytes === TOO_LARGE) throw inputTooLarge(service);
    const queuedMs = clock.now() - startMs;
    let held: Held | undefined;
    const answer = await calls.run(service, bytes, signal, run, {
      onSent: (sent, total) => {
        // The body is base64; users know the file's own size.
        const sentBytes = Math.round(bytes.length * sent / total);
        progress.report({ stage: "uploading", sentBytes, totalBytes: bytes.length });
        if (sent === total) progress.waits();
      },
      onStarting: (why) => progress.waits(because("service-starting", { service, why })),
      onAnswer: async (byteLength = run.maxAnswerBytes, limited) => {
        held = await memory.answers.take(ANSWER_COPIES * byteLength, limited);
        onHeld(held);
      },
    });
    held?.shrink(ANSWER_COPIES * answer.body.byteLength);
    return { ...answer, queuedMs, held };
  }
}
