/**
 * Ingest streams, to be watched: nothing here changes one.
 *
 * @module
 */
import * as v from "valibot";
import type { WebParts } from "../web_parts.ts";
import { json } from "./bodies.ts";
import { type ApiRoute, route } from "./route.ts";
import { streamSchema } from "../wire/mod.ts";
import { streamJson, streamsOf } from "./stream_json.ts";

/** The routes of ingest streams. */
export function streamRoutes(deps: Pick<WebParts, "streams">): readonly ApiRoute[] {
  return [route({
    method: "get",
    path: "/api/v1/streams",
    access: "operator",
    operationId: "listStreams",
    summary: "The streams that stream clients send now",
    description: "Those that come over gRPC, with their figures. A live socket publishes their " +
      'changes after `{"type": "streams", "tell": true}`, and shows the results of one after ' +
      '`{"type": "watch", "stream": id}`. No request changes a stream. 404 unless the ' +
      "operator has set `SHOW_STREAMS=true`.",
    tag: "streams",
    answers: { 200: json("In the order in which they came", v.array(streamSchema)) },
    problems: [404],
    handle: () => streamsOf(deps).list().map(streamJson),
  })];
}
