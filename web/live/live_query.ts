/**
 * The parameters of a live socket's address.
 *
 * @module
 */
import * as v from "valibot";
import type { Principal } from "../../auth/mod.ts";
import type { Policy, Run } from "../../hub/mod.ts";
import { optionalWholeQuery, processorQuery, runId } from "../api/parameters.ts";
import { described, text } from "../wire/schema_parts.ts";
import { MAX_CREDIT } from "./client_message.ts";

/** The parameters of the socket's address. */
export interface LiveQuery {
  /** Who opens the socket. */
  readonly principal: Principal;
  /** `undefined`: no processor was chosen. */
  readonly processor: string | undefined;
  readonly policy: Policy;
  /** What is started with the first frame. */
  readonly kind: "camera" | "video";
  readonly format: "jpeg" | "png";
  readonly credit: number | undefined;
  /** The run to resume. */
  readonly run: Run | undefined;
  /** The `seq` of its newest result that the page has seen. */
  readonly after: number | undefined;
}

const unlessEmpty = v.transform((given: string | undefined) => given === "" ? undefined : given);

/** The same as the definition of the route has it. */
export const liveQuery = {
  processor: processorQuery,
  policy: wordQuery(
    "policy",
    ["latest", "lossless"],
    "`latest` drops frames that wait when a newer one comes; `lossless` drops none, and gives " +
      "results in order.",
  ),
  kind: wordQuery(
    "kind",
    ["camera", "video"],
    "What the frames come from; one worker serves the whole run.",
  ),
  format: wordQuery("format", ["jpeg", "png"], "What the results' pictures are sent as."),
  credit: optionalWholeQuery({
    description: "Results that may come before the client gives more credit.",
    sentence: "credit is a number of frames, 1 or more.",
    min: 1,
    max: MAX_CREDIT,
  }),
  run: described(
    v.pipe(v.optional(text), unlessEmpty, v.optional(runId)),
    "Resumes that run of the session, after its socket was lost.",
  ),
  after: optionalWholeQuery({
    description:
      "With `run`: the `seq` of the newest result that arrived; what was sent after it " +
      "comes again.",
    sentence: "after is the seq of a result, 0 or more.",
  }),
};

/** One of some words; the first one when it is left out or empty. */
function wordQuery<Word extends string>(
  name: string,
  words: readonly [Word, ...Word[]],
  description: string,
): v.GenericSchema<string | undefined, Word> {
  return described(
    v.pipe(
      v.optional(text),
      unlessEmpty,
      v.optional(v.picklist(words, `${name} is ${words.join(" or ")}.`), words[0]),
    ),
    description,
  );
}
