/**
 * Names of processors: which are free, and which there are.
 *
 * @module
 */
import { FrameboxError } from "../base/errors/mod.ts";
import { BUILT_IN_NAMES } from "./built_ins.ts";

/** The name under which frames wait for workers. */
const WORKERS = "workers";

/**
 * Checks the names of processors that people wrote.
 *
 * @throws {FrameboxError} `FAILED_PRECONDITION` when one is taken, or comes twice
 */
export function checkNewNames(names: readonly string[]): void {
  const taken = new Set<string>([WORKERS, ...BUILT_IN_NAMES]);
  for (const name of names) {
    if (taken.has(name)) {
      throw new FrameboxError(
        "FAILED_PRECONDITION",
        `Two processors are called ${name}; each file of PROCESSORS needs a name of its own, and ` +
          `${[WORKERS, ...BUILT_IN_NAMES].join(", ")} are taken.`,
      );
    }
    taken.add(name);
  }
}

/**
 * Checks that settings name processors that are there.
 *
 * @param chosen the setting's name and its value
 * @param there all names, `workers` among them
 * @throws {FrameboxError} `FAILED_PRECONDITION` when one is not
 */
export function checkChosenNames(
  chosen: Readonly<Record<string, string>>,
  there: readonly string[],
): void {
  for (const [setting, name] of Object.entries(chosen)) {
    if (there.includes(name)) continue;
    throw new FrameboxError(
      "FAILED_PRECONDITION",
      `${setting} names a processor ${name}, and there is none; there are ${there.join(", ")}.`,
    );
  }
}
