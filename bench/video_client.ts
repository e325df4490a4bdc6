/** Sends a video as a page does: uploads it in parts, starts it, and follows it over the live socket. */

/** Bytes of a part. */
const PART_BYTES = 8 * 1024 * 1024;

/** What is measured of one video. */
export interface VideoFigures {
  /** From the start of the run to its complete result, in seconds. */
  readonly seconds: number;
  readonly frames: number;
}

/** Has a file processed and waits for the complete result. */
export async function measureVideo(
  web: string,
  path: string,
  processor: string,
): Promise<VideoFigures> {
  const api = `http://${web}/api/v1/sessions`;
  const { session } = await (await fetch(api, { method: "POST" })).json();
  const upload = await send(`http://${web}`, `/api/v1/sessions/${session}/uploads`, path);
  const socket = new WebSocket(`ws://${web}/api/v1/sessions/${session}/live?credit=1`);
  const { promise: over, resolve, reject } = Promise.withResolvers<number>();
  socket.onmessage = ({ data }) => {
    const message = typeof data === "string" ? JSON.parse(data) : {};
    if (message.event !== "progress") return;
    if (message.phase === "done") resolve(message.done);
    if (message.phase === "failed") reject(new Error(message.error.message));
  };
  await new Promise((opened) => socket.onopen = opened);
  const startedAt = performance.now();
  const body = JSON.stringify({ upload, processor });
  const answer = await fetch(`${api}/${session}/videos`, { method: "POST", body });
  if (answer.status !== 201) throw new Error(await answer.text());
  await answer.body?.cancel();
  const frames = await over;
  const seconds = (performance.now() - startedAt) / 1000;
  socket.close();
  await (await fetch(`${api}/${session}`, { method: "DELETE" })).body?.cancel();
  return { seconds, frames };
}

async function send(origin: string, uploads: string, path: string): Promise<string> {
  using file = await Deno.open(path);
  const { size } = await file.stat();
  const made = await fetch(`${origin}${uploads}`, {
    method: "POST",
    headers: { "Upload-Length": `${size}` },
  });
  await made.body?.cancel();
  const location = made.headers.get("location") ?? "";
  const part = new Uint8Array(PART_BYTES);
  for (let offset = 0; offset < size;) {
    const read = await file.read(part) ?? 0;
    const answer = await fetch(`${origin}${location}`, {
      method: "PATCH",
      headers: {
        "Content-Type": "application/offset+octet-stream",
        "Upload-Offset": `${offset}`,
      },
      body: part.slice(0, read),
    });
    await answer.body?.cancel();
    if (answer.status !== 204) throw new Error(`the upload was refused: ${answer.status}`);
    offset += read;
  }
  return location.split("/").at(-1) ?? "";
}
