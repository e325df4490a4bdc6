/**
 * What a pool's thread loads of processors/: the task that runs a processor on a batch of frames, and
 * the one that looks at the processor in a file.
 *
 * @module
 */
import { type AnyTask, defineTask, type Task, type TaskResult } from "../base/pool/mod.ts";
import type { FrameAnswer } from "./answers.ts";
import type { BuiltInName } from "./built_ins.ts";
import { type FrameInput, Outgoing } from "./frame_io.ts";
import { loadProcessor, messageOf } from "./load.ts";
import { runBuiltIn } from "./run_built_in.ts";
import { runOwn } from "./run_own.ts";

export type { AnswerContent, AnswerPicture, FrameAnswer } from "./answers.ts";
export type { FrameInput, Wants } from "./frame_io.ts";

/** Which processor: a built-in, or the one in a module (`file:` or `data:`). */
export type ProcessorPlace =
  | { readonly builtIn: BuiltInName }
  | { readonly module: string };

/** What {@linkcode processTask} is given. */
export interface ProcessInput {
  /** Who works on them. */
  readonly processor: ProcessorPlace;
  /** Which run they are of; opens nothing. */
  readonly stream: string;
  /** One or more. */
  readonly frames: readonly FrameInput[];
  /** Quality of a JPEG, 1–100. */
  readonly jpegQuality: number;
}

/** Decodes, processes and encodes a batch: one hop to the thread. Gives one answer a frame. */
export const processTask: Task<ProcessInput, readonly FrameAnswer[]> = defineTask(
  "processors.process",
  async (input: ProcessInput): Promise<TaskResult<readonly FrameAnswer[]>> => {
    const { processor, frames, stream, jpegQuality } = input;
    const outgoing = new Outgoing(jpegQuality);
    const output = "builtIn" in processor
      ? await runBuiltIn(processor.builtIn, frames, outgoing)
      : await runOwn(processor.module, frames, stream, outgoing);
    return { output, transfer: outgoing.transfer };
  },
);

/** How the processor in a file describes itself. */
export interface ProcessorDescription {
  /** As it stands in `processor=…`. */
  readonly name: string;
  /** A word or two. */
  readonly title: string;
  /** One sentence, or nothing. */
  readonly help: string;
  /** Threads that it wants. */
  readonly threads: number;
}

/** What is wrong with a file's processor, as the end of a sentence. */
export interface WrongProcessor {
  /** In words. */
  readonly wrong: string;
}

/** Loads a module and looks at its processor. */
export const describeTask: Task<
  { readonly module: string },
  ProcessorDescription | WrongProcessor
> = defineTask(
  "processors.describe",
  async (
    { module }: { readonly module: string },
  ): Promise<TaskResult<ProcessorDescription | WrongProcessor>> => {
    try {
      const { processor } = await loadProcessor(module);
      const { name, title = name, help = "", threads = 1 } = processor;
      return { output: { name, title, help, threads } };
    } catch (error) {
      return { output: { wrong: messageOf(error) } };
    }
  },
);

/** All tasks of processors/. */
export const processorTasks: readonly AnyTask[] = [processTask, describeTask];
