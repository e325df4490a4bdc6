import { readdir, readFile, writeFile } from "node:fs/promises";

const api = "http://localhost:7860/api/v1";
const call = async (method, path, body, type = "application/octet-stream") => {
  const answer = await fetch(api + path, { method, body, headers: { "Content-Type": type } });
  if (!answer.ok) throw new Error(await answer.text());
  return answer;
};

const { session } = await (await call("POST", "/sessions")).json();
const task = JSON.stringify({ processor: "edges" });
const started = await call("POST", `/sessions/${session}/image-sets`, task, "application/json");
const images = `/sessions/${session}/runs/${(await started.json()).run}`;
for (const name of await readdir(".")) {
  if (!name.endsWith(".jpg")) continue;
  await call("POST", `${images}/images?name=${encodeURIComponent(name)}`, await readFile(name));
}
await call("POST", `${images}/finish`);
for (;;) {
  const { job } = await (await call("GET", images)).json();
  if (job.phase === "done") break;
  console.log(job.done, "of", job.total);
  await new Promise((resolve) => setTimeout(resolve, 1000));
}
const zip = await call("GET", `${images}/results.zip`);
await writeFile("results.zip", new Uint8Array(await zip.arrayBuffer()));
await call("DELETE", `/sessions/${session}`);
