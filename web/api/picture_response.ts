/**
 * A picture as an HTTP answer.
 *
 * @module
 */
/**
 * The answer.
 *
 * @param fileName makes it a download of that name
 */
export function pictureResponse(
  bytes: Uint8Array,
  format: "jpeg" | "png",
  fileName?: string,
): Response {
  const headers = new Headers({
    "Content-Type": `image/${format}`,
    "Content-Length": String(bytes.byteLength),
    "Vary": "Accept",
  });
  if (fileName !== undefined) {
    headers.set("Content-Disposition", `attachment; filename="${fileName}"`);
  }
  return new Response(ownBuffer(bytes), { headers });
}

/** `Response` takes no view of shared memory, and none comes here; the type alone can't express it. */
function ownBuffer(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer, byteOffset, byteLength } = bytes;
  return buffer instanceof ArrayBuffer
    ? new Uint8Array(buffer, byteOffset, byteLength)
    : new Uint8Array(bytes);
}
