import { readFile, writeFile } from "node:fs/promises";

const answer = await fetch("http://localhost:7860/api/v1/images?processor=edges", {
  method: "POST",
  headers: { "Accept": "image/png", "Content-Type": "image/jpeg" },
  body: await readFile("photo.jpg"),
});
if (!answer.ok) throw new Error(await answer.text());
await writeFile("result.png", new Uint8Array(await answer.arrayBuffer()));
