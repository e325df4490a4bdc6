/**
 * Reading a run's `data.mat` for its viewers, within bounds.
 *
 * @module
 */
import { because, FrameboxError } from "../../../base/errors/mod.ts";
import type { DataSnapshot, Run } from "../../../hub/mod.ts";
import { type MatValue, readElement } from "../../../mat/mod.ts";
import { HttpProblem } from "../errors.ts";

const MIB = 2 ** 20;

/** Larger variables are downloaded, not looked at. */
export const MAX_BYTES: number = 64 * MIB;

/** Reading happens between live frames: compressed or deeply nested data must not hold them up. */
const LIMITS = {
  maxFileBytes: MAX_BYTES,
  maxInflatedBytes: 32 * MIB,
  maxElements: 2 ** 24,
  maxNesting: 64,
} as const;

/**
 * Opens a run's `data.mat` as it is now.
 *
 * @throws {FrameboxError} `NOT_FOUND` while there is none
 */
export async function openData(run: Run): Promise<DataSnapshot> {
  const snapshot = await run.data.open();
  if (!snapshot) {
    throw new FrameboxError(
      "NOT_FOUND",
      "This run has no data.mat yet.",
      undefined,
      because("no-data"),
    );
  }
  return snapshot;
}

/**
 * A variable's value.
 *
 * @throws {FrameboxError} `NOT_FOUND` when there is no such variable
 * @throws {HttpProblem} 413 when it is too large
 */
export async function valueOf(snapshot: DataSnapshot, name: string): Promise<MatValue> {
  const variable = snapshot.find(name);
  if (!variable) {
    throw new FrameboxError(
      "NOT_FOUND",
      "data.mat has no such variable; it may have been replaced.",
      undefined,
      because("no-such-variable"),
    );
  }
  if (variable.byteLength > MAX_BYTES) throw tooLarge(variable.byteLength);
  const element = await snapshot.element(name);
  if (!element) {
    throw new FrameboxError(
      "NOT_FOUND",
      "data.mat has no such variable any more.",
      undefined,
      because("no-such-variable"),
    );
  }
  try {
    return readElement(element, LIMITS).value;
  } catch (caught) {
    const over = caught instanceof FrameboxError && caught.code === "RESOURCE_EXHAUSTED";
    if (over) throw tooLarge(variable.byteLength);
    throw caught;
  }
}

function tooLarge(bytes: number): HttpProblem {
  return new HttpProblem(
    413,
    "RESOURCE_EXHAUSTED",
    `This variable has ${bytes} bytes and is too large to be shown; download data.mat.`,
    undefined,
    undefined,
    because("variable-too-large", { variable_bytes: bytes }),
  );
}
