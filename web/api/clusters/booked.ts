/**
 * Work that has a file of a call in memory.
 *
 * @module
 */
import type { Intake } from "../../intake.ts";

/**
 * Does it when its bytes are booked, among those of uploads.
 *
 * @throws {FrameboxError} `RESOURCE_EXHAUSTED` where framebox holds too much already; what the work throws
 */
export async function booked<Result>(
  { budget }: Pick<Intake, "budget">,
  bytes: number,
  work: () => Promise<Result>,
): Promise<Result> {
  const account = budget.account();
  try {
    account.add(bytes);
    return await work();
  } finally {
    account.release();
  }
}
