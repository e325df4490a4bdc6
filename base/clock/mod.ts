/**
 * The time, which a test can move by hand, and what is made of it.
 *
 * @module
 */
export { type Clock, systemClock } from "./clock.ts";
export { pause } from "./pause.ts";
export { untilAborted } from "./until_aborted.ts";
