/**
 * Resumable uploads: tus 1.0 with creation, termination and
 * expiration.
 *
 * @module
 */
import type { Context } from "hono";
import * as v from "valibot";
import { because, FrameboxError } from "../../base/errors/mod.ts";
import type { Logger } from "../../base/log/mod.ts";
import type { Session } from "../../hub/mod.ts";
import { cleanName } from "../../sources/mod.ts";
import { refuseCoding } from "../limits/decoded_body.ts";
import { type Upload, uploadBusy } from "../uploads/upload.ts";
import { NO_UPLOAD, type Uploads } from "../uploads/uploads.ts";
import type { WebParts } from "../web_parts.ts";
import { type UploadJson, uploadSchema } from "../wire/mod.ts";
import { empty, files, json } from "./bodies.ts";
import { errorResponse, HttpProblem } from "./errors.ts";
import { type ApiRoute, Reply, route } from "./route.ts";
import { count, described, text } from "../wire/schema_parts.ts";
import { bytesHeader, checkVersion, fileNameOf, PART, TUS_VERSION, tusHeaders } from "./tus.ts";
import { sessionUrl } from "./urls.ts";

const uploadParam = described(
  v.pipe(text, v.regex(/^[0-9a-f-]{36}$/, NO_UPLOAD)),
  "The upload in its session.",
);

const expires = described(text, "When it is given up unless it is resumed.");
const placeHeaders = {
  "Upload-Offset": described(count, "Bytes that have come."),
  "Upload-Expires": expires,
};

/** What the routes use. */
type UploadDeps = Pick<WebParts, "hub" | "log" | "uploads">;

/** The routes of uploads. */
export function uploadRoutes(deps: UploadDeps): readonly ApiRoute[] {
  const { log, uploads } = deps;
  const path = "/api/v1/sessions/{session}/uploads";
  const upload = {
    path: `${path}/{upload}`,
    access: "session",
    tag: "uploads",
    params: { upload: uploadParam },
    around: withVersion(log),
  } as const;
  return [
    route({
      method: "options",
      path,
      access: "open",
      operationId: "getUploadAbilities",
      summary: "What of tus framebox speaks, and the largest file that it takes",
      tag: "uploads",
      answers: {
        204: empty("See the headers", {
          "Tus-Version": described(text, TUS_VERSION),
          "Tus-Extension": described(text, "What of it is here."),
          "Tus-Max-Size": described(count, "Setting MAX_VIDEO_MB, in bytes."),
        }),
      },
      handle: () => {
        const headers = tusHeaders(uploads.maxBytes);
        return new Response(null, { status: 204, headers });
      },
    }),
    route({
      method: "post",
      path,
      access: "session",
      operationId: "createUpload",
      summary: "Announce a file, to be sent in parts",
      description: "Any tus 1.0 client can send it (creation, termination, expiration): the " +
        "answer names where its parts go. What has come stays when the connection is lost.",
      tag: "uploads",
      headers: {
        "Upload-Length": bytesHeader("Upload-Length", "How long the file is, in bytes."),
        "Upload-Metadata": described(
          v.optional(text),
          "`filename` and its value in Base64: a label.",
        ),
      },
      answers: {
        201: empty("Where it is to be sent", {
          Location: described(text, "Its address."),
          "Upload-Expires": expires,
        }),
      },
      problems: [400, 412, 413, 429, 503],
      around: upload.around,
      handle: async ({ session, base, headers }) => {
        const upload = await create(
          deps,
          session,
          headers["Upload-Length"],
          headers["Upload-Metadata"],
        );
        const place = placeOf(uploads, session, upload);
        place.set("Location", `${sessionUrl(base, session)}/uploads/${upload.id}`);
        return new Response(null, { status: 201, headers: place });
      },
    }),
    route({
      ...upload,
      method: "get",
      operationId: "getUpload",
      summary: "How much of a file has come",
      description: "With HEAD, what tus has for resuming: a sender that is still at it, half " +
        "dead perhaps, makes way, and the header Upload-Offset gives the place to resume at.",
      answers: { 200: json("How much has come", uploadSchema, placeHeaders) },
      problems: [412],
      handle: ({ c, session, params }) =>
        state(uploads, c.req.method, session, uploads.get(session, params.upload)),
    }),
    route({
      ...upload,
      method: "patch",
      operationId: "sendUpload",
      summary: "Send the next part of a file",
      headers: {
        "Upload-Offset": bytesHeader(
          "Upload-Offset",
          "Where the part begins: what has come so far.",
        ),
      },
      body: {
        description: "Bytes of the file, as many as one likes.",
        required: true,
        content: files([PART]),
      },
      answers: { 204: empty("They have come", placeHeaders) },
      problems: [400, 408, 409, 411, 412, 413, 415, 423, 429, 503],
      handle: async (request) => {
        const { c, session } = request;
        const upload = uploads.get(session, request.params.upload);
        refuseCoding(c.req.raw);
        if (c.req.header("content-type")?.toLowerCase() !== PART) {
          const sentence = `The part's Content-Type must be ${PART}.`;
          throw new HttpProblem(415, "INVALID_ARGUMENT", sentence);
        }
        const offset = request.headers["Upload-Offset"];
        checkLength(c, upload, offset);
        await uploads.receive(session, upload, c.req.raw.body, offset);
        return new Response(null, { status: 204, headers: placeOf(uploads, session, upload) });
      },
    }),
    route({
      ...upload,
      method: "delete",
      operationId: "removeUpload",
      summary: "Give up an upload and remove what has come",
      answers: { 204: empty("It is gone") },
      problems: [412, 423],
      handle: async ({ session, params }) => {
        const upload = uploads.get(session, params.upload);
        if (upload.isClaimed) throw uploadBusy();
        await uploads.remove(session, upload);
      },
    }),
  ];
}

/** Every answer names the version; a body that is refused is not read to its end. */
function withVersion(
  log: Logger,
): (c: Context, next: () => Promise<Response>) => Promise<Response> {
  return async (c, next) => {
    let response: Response;
    try {
      checkVersion(c);
      response = await next();
    } catch (caught) {
      const { body } = c.req.raw;
      if (body && !body.locked) body.cancel().catch(() => {});
      response = errorResponse(caught, log);
      // Else a client that is still sending would send to the end before it reads this.
      if (c.req.method === "PATCH") response.headers.set("Connection", "close");
    }
    response.headers.set("Tus-Resumable", TUS_VERSION);
    return response;
  };
}

async function create(
  { hub, uploads }: UploadDeps,
  session: Session,
  byteLength: number,
  metadata: string | undefined,
): Promise<Upload> {
  const name = fileNameOf(metadata);
  if (hub.draining) {
    throw new FrameboxError(
      "UNAVAILABLE",
      "framebox is stopping; try again when it is back.",
      undefined,
      because("draining"),
    );
  }
  // A path in it means nothing here.
  const label = cleanName(name || "video").split("/").at(-1) ?? "video";
  return await uploads.create(session, byteLength, label);
}

async function state(
  uploads: Uploads,
  method: string,
  session: Session,
  upload: Upload,
): Promise<Reply<UploadJson>> {
  if (method === "HEAD") {
    await upload.interrupt(
      new HttpProblem(409, "FAILED_PRECONDITION", "The upload continues in another request."),
    );
  }
  const headers = placeOf(uploads, session, upload);
  headers.set("Upload-Length", String(upload.byteLength));
  return new Reply({
    upload: upload.id,
    name: upload.name,
    length: upload.byteLength,
    offset: upload.offset,
    complete: upload.isComplete,
    expires: uploads.expiryOf(session, upload).toISOString(),
  }, { headers });
}

/** Refuses a part that goes beyond the file's end. */
function checkLength(c: Context, upload: Upload, offset: number): void {
  const claimed = lengthOf(c);
  if (offset === upload.offset && offset + claimed > upload.byteLength) {
    throw new HttpProblem(
      413,
      "INVALID_ARGUMENT",
      `The upload was announced with ${upload.byteLength} bytes; this part goes beyond.`,
    );
  }
}

/** Of a body in chunks Deno reads ahead without a bound, so none is taken. */
function lengthOf(c: Context): number {
  const text = c.req.header("content-length");
  if (text !== undefined) return Number(text);
  if (!c.req.raw.body) return 0;
  throw new HttpProblem(
    411,
    "INVALID_ARGUMENT",
    "A part needs a Content-Length; send the file in parts of any size whose lengths are known.",
  );
}

function placeOf(uploads: Uploads, session: Session, upload: Upload): Headers {
  return new Headers({
    "Upload-Offset": String(upload.offset),
    "Upload-Expires": uploads.expiryOf(session, upload).toUTCString(),
    "Cache-Control": "no-store",
  });
}
