/** Calls about buckets, which clusters have since 3.6. */
import * as v from "valibot";
import { elements, tagText } from "../../../oscar/storage/xml.ts";
import type { ClusterState } from "./cluster_state.ts";
import { json, type Reply, type Routes, text } from "./http.ts";

/** As many objects are on a page. */
const PAGE = 70;
const WEEK_S = 604_800;

const PRESIGN = v.object({
  object_key: v.string(),
  operation: v.picklist(["upload", "download"]),
  expires_in: v.optional(v.number(), 0),
  content_type: v.optional(v.string(), ""),
  extra_headers: v.nullish(v.record(v.string(), v.string())),
});

/** None before. */
export function bucketRoutes({ options: { generation }, storage }: ClusterState): Routes {
  if (generation === "3.0") return {};
  return {
    "GET /system/buckets/:bucket": ({ params: { bucket = "" }, query }) =>
      orFailure(async () => {
        const listed = new URLSearchParams({ "list-type": "2", "max-keys": String(PAGE) });
        const page = query.get("page");
        if (page) listed.set("continuation-token", page);
        const answer = await storage.fetch(`/${bucket}?${listed}`);
        const xml = await answer.text();
        return answer.ok ? json(pageJson(bucket, xml)) : text(`Error listing: ${xml}`, 500);
      }),
    "POST /system/buckets/:bucket/presign": ({ params: { bucket = "" }, body }) =>
      orFailure(async () => {
        const found = await storage.fetch(`/${bucket}`, { method: "HEAD" });
        if (found.status === 404) return text(`bucket ${bucket} does not exist`, 404);
        const asked = readPresign(body);
        if (typeof asked === "string") return text(asked, 400);
        return json(await presigned(storage, bucket, asked));
      }),
  };
}

/** MinIO is away. */
async function orFailure(action: () => Promise<Reply>): Promise<Reply> {
  try {
    return await action();
  } catch (error) {
    return text(`Error calling MinIO: ${String(error)}`, 500);
  }
}

function pageJson(bucket: string, xml: string): unknown {
  const objects = [...elements(xml, "Contents")].map((one) => ({
    object_name: tagText(one, "Key"),
    size_bytes: Number(tagText(one, "Size")),
    last_modified: tagText(one, "LastModified"),
  }));
  const next = tagText(xml, "NextContinuationToken");
  return {
    bucket_name: bucket,
    visibility: "private",
    owner: "cluster_admin",
    allowed_users: [],
    metadata: {},
    objects,
    ...next === undefined ? {} : { next_page: next },
    is_truncated: next !== undefined,
    returned_items: objects.length,
  };
}

/** What is asked for, or why it can't be. */
function readPresign(body: Uint8Array): v.InferOutput<typeof PRESIGN> | string {
  let asked: v.InferOutput<typeof PRESIGN>;
  try {
    asked = v.parse(PRESIGN, JSON.parse(new TextDecoder().decode(body)));
  } catch (error) {
    return `invalid request: ${String(error)}`;
  }
  const key = asked.object_key.replace(/^[\s/]+|[\s/]+$/g, "");
  if (key === "") return "object_key is required";
  const expires_in = asked.expires_in || 900;
  if (expires_in < 1 || expires_in > WEEK_S) return "expires_in must be between 1 and 604800";
  return { ...asked, object_key: key, expires_in };
}

async function presigned(
  { minio }: ClusterState["storage"],
  bucket: string,
  { object_key, operation, expires_in, content_type, extra_headers }: v.InferOutput<typeof PRESIGN>,
): Promise<unknown> {
  const method = operation === "upload" ? "PUT" : "GET";
  const isTyped = operation === "upload" && content_type !== "";
  const headers = { ...isTyped ? { "Content-Type": content_type } : {}, ...extra_headers };
  const path = object_key.split("/").map(encodeURIComponent).join("/");
  const url = new URL(`${minio.access.endpoint}/${bucket}/${path}`);
  url.searchParams.set("X-Amz-Expires", String(expires_in));
  const aws = { signQuery: true, allHeaders: true };
  const signed = await minio.client.sign(url.href, { method, headers, aws });
  const expires_at = new Date(Date.now() + expires_in * 1000).toISOString();
  return { object_key, operation, method, url: signed.url, expires_at, headers };
}
