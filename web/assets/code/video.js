import { readFile, writeFile } from "node:fs/promises";

const server = "http://localhost:7860";
const call = async (method, path, body, headers) => {
  const answer = await fetch(server + path, { method, body, headers });
  if (!answer.ok) throw new Error(await answer.text());
  return answer;
};

const { session } = await (await call("POST", "/api/v1/sessions")).json();
const mine = `/api/v1/sessions/${session}`;
const video = await readFile("clip.mp4");
const created = await call("POST", `${mine}/uploads`, undefined, { "Upload-Length": video.length });
const upload = created.headers.get("location");
const part = 8 * 2 ** 20;
for (let offset = 0; offset < video.length; offset += part) {
  await call("PATCH", upload, video.subarray(offset, offset + part), {
    "Upload-Offset": offset,
    "Content-Type": "application/offset+octet-stream",
  });
}

const task = JSON.stringify({ upload: upload.split("/").at(-1), processor: "edges" });
const json = { "Content-Type": "application/json" };
const { run } = await (await call("POST", `${mine}/videos`, task, json)).json();
for (;;) {
  const { job } = await (await call("GET", `${mine}/runs/${run}`)).json();
  if (job.phase === "done" || job.phase === "failed") break;
  console.log(job.done, "of", job.total);
  await new Promise((resolve) => setTimeout(resolve, 1000));
}
const result = await call("GET", `${mine}/runs/${run}/video`);
await writeFile("result.mp4", new Uint8Array(await result.arrayBuffer()));
await call("DELETE", mine);
