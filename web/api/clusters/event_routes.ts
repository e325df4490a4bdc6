/**
 * Changes of a session's calls as they happen, as server-sent events (WHATWG HTML, 9.2).
 *
 * @module
 */
import * as v from "valibot";
import { pause } from "../../../base/clock/mod.ts";
import { because } from "../../../base/errors/mod.ts";
import { whileSent } from "../../../base/files/mod.ts";
import type { CallChange, SessionCalls } from "../../../clusters/calls/mod.ts";
import { Gate } from "../../limits/gate.ts";
import type { WebParts } from "../../web_parts.ts";
import { described, text } from "../../wire/schema_parts.ts";
import { file } from "../bodies.ts";
import { wholeQuery } from "../parameters.ts";
import { type ApiRoute, route } from "../route.ts";
import { eventJson } from "./call_json.ts";
import { callsOf } from "./call_routes.ts";

/** A line now and then: what is between client and server takes the stream for dead otherwise. */
const KEEP_ALIVE_MS = 15_000;
const TYPE = "text/event-stream";

/** The route of a session's events. */
export function callEventRoutes(
  { calls, options }: Pick<WebParts, "calls" | "options">,
): readonly ApiRoute[] {
  const gate = new Gate(
    options.maxSockets,
    "Too many pages are open at this server; try again in a minute.",
    because("too-many-pages"),
  );
  return [route({
    method: "get",
    path: "/api/v1/sessions/{session}/calls/events",
    access: "session",
    operationId: "watchCalls",
    summary: "Changes of a session's calls, as they happen",
    description:
      'Server-sent events. `data` is `{"type": "call", "call": Call}` or `{"type": "removed", ' +
      '"call": id}`, and `id` the number of the change: `Last-Event-ID` resumes after it. First comes all that has ' +
      "changed since; of several changes of one call only the newest.",
    tag: "services",
    query: {
      after: wholeQuery({
        description: "Only changes above this one, for a client that sends no Last-Event-ID.",
        sentence: "after is a whole number, 0 or more.",
        fallback: 0,
      }),
    },
    headers: {
      "Last-Event-ID": described(v.optional(text), "The `id` of the last event that came."),
    },
    answers: { 200: file("Events, until the session, the login or the server ends", TYPE) },
    problems: [400, 429],
    handle: ({ c, session, base, query, headers, principal, signal }) => {
      const own = callsOf(calls, session);
      const resumed = Number(/^\d{1,15}$/.exec(headers["Last-Event-ID"]?.trim() ?? "")?.[0] ?? NaN);
      const after = Number.isNaN(resumed) ? query.after : resumed;
      const responseHeaders = {
        "Content-Type": TYPE,
        "Cache-Control": "no-store",
        "X-Accel-Buffering": "no",
      };
      if (c.req.method === "HEAD") return new Response(null, { headers: responseHeaders });
      const leave = gate.enter();
      const detach = session.attach();
      const ends = AbortSignal.any([
        signal,
        session.ended,
        ...calls ? [calls.closed] : [],
        ...principal.ended ? [principal.ended] : [],
      ]);
      const events = changesOf(own, after, ends, (change) => {
        const event = JSON.stringify(eventJson(base, session, change));
        return `id: ${change.change}\ndata: ${event}\n\n`;
      });
      const body = whileSent(ReadableStream.from(events), () => {
        leave();
        detach();
      });
      return new Response(body, { headers: responseHeaders });
    },
  })];
}

/** Events as text. */
async function* changesOf(
  calls: SessionCalls,
  after: number,
  ends: AbortSignal,
  write: (change: CallChange) => string,
): AsyncGenerator<Uint8Array, void, void> {
  const utf8 = new TextEncoder();
  let sent = after;
  let wake = new AbortController();
  const leave = calls.subscribe(() => wake.abort());
  try {
    yield utf8.encode(": calls\n\n");
    while (!ends.aborted) {
      wake = new AbortController();
      const changes = calls.after(sent);
      for (const change of changes) {
        // A reader that was slow may have logged out meanwhile.
        if (ends.aborted) return;
        yield utf8.encode(write(change));
        sent = change.change;
      }
      // What changed while it was written is the next.
      if (changes.length > 0) continue;
      await pause(KEEP_ALIVE_MS, AbortSignal.any([wake.signal, ends]));
      if (!wake.signal.aborted && !ends.aborted) yield utf8.encode(": still here\n\n");
    }
  } finally {
    leave();
  }
}
