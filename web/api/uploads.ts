/**
 * Uploads that can be gone on with after a lost connection: tus 1.0 with creation, termination and
 * expiration.
 *
 * @module
 */
import type { Context } from "hono";
import { FrameboxError } from "../../base/errors/mod.ts";
import type { Session } from "../../hub/mod.ts";
import { cleanName } from "../../sources/mod.ts";
import { refuseCoding } from "../limits/decoded_body.ts";
import { placeOf } from "../place/place.ts";
import { type Upload, uploadBusy } from "../uploads/upload.ts";
import type { WebContext } from "../web_context.ts";
import { errorResponse, HttpProblem } from "./errors.ts";
import { sessionOf } from "./ids.ts";
import { type Answer, type ApiRoute, type Parameter, pathParam, type Schema } from "./route.ts";
import { errors, jsonAnswer, ref, sessionParameter } from "./schemas.ts";
import { sessionUrl } from "./urls.ts";
import { bytesHeader, checkVersion, fileNameOf, PART, TUS_VERSION, tusHeaders } from "./tus.ts";

const text: Schema = { type: "string" };
const bytes: Schema = { type: "integer", minimum: 0 };

const uploadParameter: Parameter = {
  name: "upload",
  in: "path",
  required: true,
  description: "The upload in its session.",
  schema: { type: "string", pattern: "^[0-9a-f-]{36}$" },
};

/** The routes of uploads. */
export function uploadRoutes(context: WebContext): readonly ApiRoute[] {
  const tags = ["uploads"];
  const parameters = [sessionParameter, uploadParameter];
  const handled = (handle: (c: Context) => Promise<Response>) => (c: Context) =>
    answered(context, c, handle);
  return [
    {
      method: "options",
      path: "/api/v1/sessions/{session}/uploads",
      operation: {
        operationId: "getUploadAbilities",
        summary: "What of tus framebox speaks, and the largest file that it takes",
        tags,
        parameters: [sessionParameter],
        responses: { "204": { description: "See the headers", headers: ABILITIES } },
      },
      handle: () => {
        const headers = tusHeaders(context.options.maxVideoBytes);
        return new Response(null, { status: 204, headers });
      },
    },
    {
      method: "post",
      path: "/api/v1/sessions/{session}/uploads",
      operation: {
        operationId: "createUpload",
        summary: "Announce a file, to be sent in parts",
        description: "Any tus 1.0 client can send it (creation, termination, expiration): the " +
          "answer says where its parts go. What has come stays when the connection is lost.",
        tags,
        parameters: [
          sessionParameter,
          header("Upload-Length", "How long the file is, in bytes.", bytes, true),
          header("Upload-Metadata", "`filename` and its value in Base64: a label.", text),
        ],
        responses: {
          "201": { description: "Where it is to be sent", headers: CREATED },
          ...errors(400, 403, 404, 412, 413, 429, 503),
        },
      },
      handle: handled((c) => create(context, c)),
    },
    {
      method: "get",
      path: "/api/v1/sessions/{session}/uploads/{upload}",
      operation: {
        operationId: "getUpload",
        summary: "How much of a file has come",
        description: "With HEAD, what tus has for going on: a sender that is still at it, half " +
          "dead perhaps, makes way, and the header Upload-Offset says where to go on.",
        tags,
        parameters,
        responses: {
          "200": { ...jsonAnswer("How much has come", ref("Upload")), headers: PLACE },
          ...errors(403, 404, 412),
        },
      },
      handle: handled((c) => state(context, c)),
    },
    {
      method: "patch",
      path: "/api/v1/sessions/{session}/uploads/{upload}",
      operation: {
        operationId: "sendUpload",
        summary: "Send the next part of a file",
        tags,
        parameters: [
          ...parameters,
          header("Upload-Offset", "Where the part begins: what has come so far.", bytes, true),
        ],
        requestBody: {
          description: "Bytes of the file, as many as one likes.",
          required: true,
          content: { [PART]: { schema: {} } },
        },
        responses: {
          "204": { description: "They have come", headers: PLACE },
          ...errors(400, 403, 404, 408, 409, 411, 412, 413, 415, 423, 429, 503),
        },
      },
      handle: handled((c) => receive(context, c)),
    },
    {
      method: "delete",
      path: "/api/v1/sessions/{session}/uploads/{upload}",
      operation: {
        operationId: "removeUpload",
        summary: "Give up an upload and remove what has come",
        tags,
        parameters,
        responses: { "204": { description: "It is gone" }, ...errors(403, 404, 412, 423) },
      },
      handle: handled((c) => remove(context, c)),
    },
  ];
}

function header(name: string, description: string, schema: Schema, required = false): Parameter {
  return { name, in: "header", description, required, schema };
}

type HeadersSpec = NonNullable<Answer["headers"]>;

const ABILITIES: HeadersSpec = {
  "Tus-Version": { description: TUS_VERSION, schema: text },
  "Tus-Extension": { description: "What of it is here.", schema: text },
  "Tus-Max-Size": { description: "Setting MAX_VIDEO_MB, in bytes.", schema: bytes },
};
const EXPIRES = { description: "When it is given up unless it goes on.", schema: text };
const PLACE: HeadersSpec = {
  "Upload-Offset": { description: "Bytes that have come.", schema: bytes },
  "Upload-Expires": EXPIRES,
};
const CREATED: HeadersSpec = {
  "Location": { description: "Its address.", schema: text },
  "Upload-Expires": EXPIRES,
};

/** Every answer says the version; a body that is refused is not read to its end. */
async function answered(
  context: WebContext,
  c: Context,
  handle: (c: Context) => Promise<Response>,
): Promise<Response> {
  let response: Response;
  try {
    checkVersion(c);
    response = await handle(c);
  } catch (caught) {
    const { body } = c.req.raw;
    if (body && !body.locked) body.cancel().catch(() => {});
    response = errorResponse(caught, context.log);
    // Else a client that is still sending would go on to the end before it reads this.
    if (c.req.method === "PATCH") response.headers.set("Connection", "close");
  }
  response.headers.set("Tus-Resumable", TUS_VERSION);
  return response;
}

async function create(context: WebContext, c: Context): Promise<Response> {
  const session = sessionOf(context.hub, pathParam(c, "session"));
  const byteLength = bytesHeader(c, "Upload-Length");
  const name = fileNameOf(c.req.header("upload-metadata"));
  if (context.hub.draining) {
    throw new FrameboxError("UNAVAILABLE", "framebox is stopping; try again when it is back.");
  }
  // A path in it means nothing here.
  const label = cleanName(name || "video").split("/").at(-1) ?? "video";
  const upload = await context.uploads.create(session, byteLength, label);
  const headers = place(context, session, upload);
  headers.set("Location", `${sessionUrl(placeOf(c).base, session)}/uploads/${upload.id}`);
  return new Response(null, { status: 201, headers });
}

async function state(context: WebContext, c: Context): Promise<Response> {
  const { session, upload } = find(context, c);
  if (c.req.method === "HEAD") {
    await upload.interrupt(
      new HttpProblem(409, "FAILED_PRECONDITION", "The upload goes on in another request."),
    );
  }
  const headers = place(context, session, upload);
  headers.set("Upload-Length", String(upload.byteLength));
  return Response.json({
    upload: upload.id,
    name: upload.name,
    length: upload.byteLength,
    offset: upload.offset,
    complete: upload.isComplete,
    expires: context.uploads.expiryOf(session, upload).toISOString(),
  }, { headers });
}

async function receive(context: WebContext, c: Context): Promise<Response> {
  const { session, upload } = find(context, c);
  refuseCoding(c.req.raw);
  if (c.req.header("content-type")?.toLowerCase() !== PART) {
    throw new HttpProblem(415, "INVALID_ARGUMENT", `The part's Content-Type must be ${PART}.`);
  }
  const offset = bytesHeader(c, "Upload-Offset");
  const claimed = lengthOf(c);
  if (offset === upload.offset && offset + claimed > upload.byteLength) {
    throw new HttpProblem(
      413,
      "INVALID_ARGUMENT",
      `The upload was announced with ${upload.byteLength} bytes; this part goes beyond.`,
    );
  }
  await context.uploads.receive(session, upload, c.req.raw.body, offset);
  return new Response(null, { status: 204, headers: place(context, session, upload) });
}

async function remove(context: WebContext, c: Context): Promise<Response> {
  const { session, upload } = find(context, c);
  if (upload.isClaimed) throw uploadBusy();
  await context.uploads.remove(session, upload);
  return new Response(null, { status: 204 });
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

function find(context: WebContext, c: Context): { session: Session; upload: Upload } {
  const session = sessionOf(context.hub, pathParam(c, "session"));
  return { session, upload: context.uploads.get(session, pathParam(c, "upload")) };
}

function place(context: WebContext, session: Session, upload: Upload): Headers {
  return new Headers({
    "Upload-Offset": String(upload.offset),
    "Upload-Expires": context.uploads.expiryOf(session, upload).toUTCString(),
    "Cache-Control": "no-store",
  });
}
