/**
 * What the address of a live socket says.
 *
 * @module
 */
import type { Context } from "hono";
import { FrameboxError } from "../../base/errors/mod.ts";
import type { Policy, Run } from "../../hub/mod.ts";
import { isCredit } from "./protocol.ts";

/** What the address of the socket said. */
export interface LiveQuery {
  /** `undefined`: nobody chose. */
  readonly processor: string | undefined;
  readonly policy: Policy;
  /** What is started with the first frame. */
  readonly kind: "camera" | "video";
  readonly format: "jpeg" | "png";
  readonly credit: number | undefined;
  /** A run to go on with. */
  readonly run: Run | undefined;
  /** The `seq` of its newest result that the page has seen. */
  readonly after: number | undefined;
}

/**
 * A parameter that is one of some words; the first one when it is left out.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` for another word
 */
export function oneOf<T extends string>(c: Context, name: string, values: readonly [T, ...T[]]): T {
  const text = c.req.query(name);
  if (text === undefined || text === "") return values[0];
  const value = values.find((value) => value === text);
  if (value !== undefined) return value;
  throw new FrameboxError("INVALID_ARGUMENT", `${name} is ${values.join(" or ")}.`);
}

/**
 * Results that may come before the client gives more credit.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when it is no such number
 */
export function creditOf(text: string | undefined): number | undefined {
  if (text === undefined || text === "") return undefined;
  const credit = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  if (isCredit(credit)) return credit;
  throw new FrameboxError("INVALID_ARGUMENT", "credit is a number of frames, 1 or more.");
}

/**
 * The `seq` of the newest result that the client has seen.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when it is no such number
 */
export function afterOf(text: string | undefined): number | undefined {
  if (text === undefined || text === "") return undefined;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new FrameboxError("INVALID_ARGUMENT", "after is the seq of a result, 0 or more.");
}
