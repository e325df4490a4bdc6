/**
 * MinIO's notifications: a line of JSON each, and blanks between them that show that the listener is alive.
 *
 * @module
 */
import * as v from "valibot";
import { plainEtag, type StoredObject } from "./object_storage.ts";

/** A line that is longer is no notification; keys have up to 1024 bytes. */
const MAX_LINE_LENGTH = 1_000_000;

const RECORDS = v.object({
  Records: v.nullish(
    v.array(v.object({
      eventName: v.string(),
      eventTime: v.optional(v.string(), ""),
      s3: v.object({
        object: v.object({
          key: v.string(),
          size: v.optional(v.number(), 0),
          eTag: v.optional(v.string(), ""),
        }),
      }),
    })),
    [],
  ),
});

/**
 * Reads a listener's stream.
 *
 * @param arrived called for whatever arrives, blanks as well
 */
export async function* readNotifications(
  body: AsyncIterable<Uint8Array>,
  arrived: () => void,
): AsyncGenerator<StoredObject, void, void> {
  const decoder = new TextDecoder();
  let pending = "";
  for await (const piece of body) {
    arrived();
    pending += decoder.decode(piece, { stream: true });
    const lines = pending.split("\n");
    pending = (lines.pop() ?? "").trimStart();
    for (const line of lines) yield* objectsOf(line);
    if (pending.length > MAX_LINE_LENGTH) throw new Error("a notification has no end");
  }
}

function objectsOf(line: string): StoredObject[] {
  if (line.trim() === "") return [];
  const { success, output } = v.safeParse(RECORDS, parsed(line));
  if (!success) return [];
  return (output.Records ?? []).filter(({ eventName }) => eventName.startsWith("s3:ObjectCreated:"))
    .map(({ eventTime, s3: { object } }) => {
      const date = new Date(eventTime);
      return {
        key: object.key,
        byteLength: object.size,
        modifiedAt: Number.isNaN(date.getTime()) ? undefined : date,
        etag: plainEtag(object.eTag),
      };
    });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
