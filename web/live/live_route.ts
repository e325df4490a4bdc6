/**
 * `GET /api/v1/sessions/{session}/live`: the upgrade to a WebSocket, after all checks.
 *
 * @module
 */
import { because, FrameboxError } from "../../base/errors/mod.ts";
import { HttpProblem } from "../api/errors.ts";
import { empty, type None } from "../api/bodies.ts";
import type { ApiRequest } from "../api/api_request.ts";
import { runOf } from "../api/ids.ts";
import { bindingsOf } from "../http/bindings.ts";
import { isHandshake } from "../http/upgrader.ts";
import { type ApiRoute, route } from "../api/route.ts";
import { type LiveQuery, liveQuery } from "./live_query.ts";
import { LiveSocket, type LiveSocketDeps } from "./live_socket.ts";

/** The route of the live socket. */
export function liveRoutes(deps: LiveSocketDeps): readonly ApiRoute[] {
  return [route({
    method: "get",
    path: "/api/v1/sessions/{session}/live",
    access: "session",
    operationId: "openLive",
    summary: "Frames in and results out, by WebSocket",
    description: DESCRIPTION,
    tag: "live",
    query: liveQuery,
    answers: { 101: empty("The socket is open") },
    problems: [400, 409, 426, 429, 503],
    handle: (request) => open(deps, request),
  })];
}

function open(
  deps: LiveSocketDeps,
  request: ApiRequest<None, typeof liveQuery>,
): Response {
  const { c, principal, session } = request;
  if (c.req.header("upgrade")?.toLowerCase() !== "websocket") {
    throw new HttpProblem(
      426,
      "FAILED_PRECONDITION",
      "This address is a WebSocket; open it with ws:// or wss://.",
      undefined,
      { Connection: "Upgrade", Upgrade: "websocket" },
    );
  }
  const { processor, run, ...rest } = request.query;
  const query: LiveQuery = {
    ...rest,
    principal,
    processor: deps.choice.chosen(principal, processor),
    run: run === undefined ? undefined : runOf(session, run),
  };
  if (query.run && deps.longRuns.of(query.run)) {
    throw new FrameboxError(
      "FAILED_PRECONDITION",
      'This run takes no frames from a socket; open one without run= and send {"type": "watch"}.',
    );
  }
  if (deps.hub.draining) {
    throw new FrameboxError(
      "UNAVAILABLE",
      "framebox is stopping; try again when it is back.",
      undefined,
      because("draining"),
    );
  }
  const upgrade = bindingsOf(c)?.upgrade;
  if (!upgrade || !isHandshake(c.req.raw)) {
    throw new FrameboxError(
      "INVALID_ARGUMENT",
      "The request is no proper WebSocket handshake (RFC 6455).",
    );
  }
  const leave = deps.live.enter();
  try {
    return upgrade((...sockets) => new LiveSocket(sockets, session, query, deps, leave));
  } catch (caught) {
    leave();
    throw caught;
  }
}

const DESCRIPTION =
  `The client sends one binary message per frame: the bytes of a picture file. The first starts a run.
For each result the server sends a JSON text message
\`{"type": "result", run, frame, seq, sent, width, height, dropped, processor, by, timings, labels, text, variables, values, boxes, scale, remarks}\`
and then the picture as one binary message, unless its width is 0. \`sent\` is the index of the binary message
that it answers. \`scale\` is how its frame was made smaller for its worker, or null (schema Scale);
\`remarks\` what is to be known of how its frame was read, e.g. that it is the first picture of an animation (schema Remark).

\`{"type": "status", "event": …}\` messages report the rest: \`open\`, \`workers\`, \`processors\`, \`started\`, \`waiting\`, \`leased\`, \`stage\`,
\`camera\`, \`folders\`, \`streams\`, \`redelivered\`, \`notice\`, \`processor\`, \`reset\`, \`ended\`, \`error\`, \`window\`, \`draining\`; \`progress\` is how
far a video or an image set is, at most four times a second. \`processors\` lists those that the client can choose, when the
socket opens and at each change, as \`/api/v1/status\` does. A \`notice\` has a \`code\` and a sentence; that of code \`frame-scaled\`, once for
each run, worker and size, has \`details\` to write it in another language: the \`worker\`, and what \`scale\` has. A remark
on a picture is a notice, too, once for each run, code and kind: \`first-picture-only\` has \`kind\` and \`pictures\`.

A \`stage\` is how far a frame is whose processor is a cluster's service: \`queued\`, \`uploading\`, \`waiting\`, \`running\` or \`fetching\`,
with the \`part\` of it that is done where that is known.

The client may send \`{"type": "credit", "frames": n}\` to pace results, \`{"type": "reset"}\`,
\`{"type": "processor", "processor": name}\`, \`{"type": "finish"}\` and \`{"type": "cancel", "run": id}\`, which ends any
run of the session at once: its frames are dropped. After \`{"type": "watch", "run": id}\` it also gets the results of a
run that is fed elsewhere, the newest ones as its credit allows, and its progress; \`{"type": "unwatch", "run": id}\` ends that.
After \`{"type": "streams", "tell": true}\` a status \`streams\` lists the streams that there are with their figures, now and
at each change (see \`/api/v1/streams\`); \`{"type": "watch", "stream": id}\` shows the newest results of one, which have \`stream\` in place of \`run\`,
and \`{"type": "unwatch", "stream": id}\` ends that; \`ended\` has why it ended, with a stable \`code\` where that has one. A client that never gives credit is paced by its send buffer. With \`policy=lossless\` a status \`window\` is the number of binary messages that may have been sent in all; what
is far beyond is refused, each frame with an error.

Closing with 1000 finishes the run; else it waits for its page, which resumes it with \`run=\` and \`after=\`. A lossless
run then gives what was unread, and again what was sent since the last credit; \`received\` of \`open\` is how many
binary messages of the run had come, so that the client sends the rest. The server closes with
1001 when the session ends, 1009 when a message is more than 1 MB over the largest picture, 1012 when framebox stops,
1013 when it holds too much already, 4001 when another socket took over the run. Messages beyond 2000 a second are read
later.`;
