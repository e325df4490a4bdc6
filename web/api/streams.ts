/**
 * The streams that machines send over gRPC, to be looked at: nothing here changes one.
 *
 * @module
 */
import type { WebContext } from "../web_context.ts";
import type { ApiRoute } from "./route.ts";
import { errors, jsonAnswer, ref } from "./schemas.ts";
import { streamJson, streamsOf } from "./stream_json.ts";

/** The routes of machines' streams. */
export function streamRoutes(context: WebContext): readonly ApiRoute[] {
  return [{
    method: "get",
    path: "/api/v1/streams",
    operation: {
      operationId: "listStreams",
      summary: "The streams that machines send now",
      description: "Those that come over gRPC, with their figures. A live socket tells how they " +
        'change after `{"type": "streams", "tell": true}`, and shows the results of one after ' +
        '`{"type": "watch", "stream": id}`. Nobody can change a stream here. 404 unless the ' +
        "operator has set `SHOW_STREAMS=true`.",
      tags: ["streams"],
      responses: {
        "200": jsonAnswer("In the order in which they came", {
          type: "array",
          items: ref("Stream"),
        }),
        ...errors(403, 404),
      },
    },
    handle: () => Response.json(streamsOf(context).list().map(streamJson)),
  }];
}
