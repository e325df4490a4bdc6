import { readFile, writeFile } from "node:fs/promises";

const api = "http://localhost:7860/api/v1";
const { session } = await (await fetch(`${api}/sessions`, { method: "POST" })).json();
const live = `${api.replace("http", "ws")}/sessions/${session}/live`;
const socket = new WebSocket(`${live}?processor=edges&format=png&credit=1`);
socket.binaryType = "arraybuffer";

let number = 0;
const send = async () => socket.send(await readFile("photo.jpg"));
socket.onopen = send;
socket.onmessage = async ({ data }) => {
  if (typeof data === "string") {
    const { event, error } = JSON.parse(data);
    if (event === "error") throw new Error(error.message);
    return;
  }
  await writeFile(`result${number}.png`, new Uint8Array(data));
  number += 1;
  if (number === 5) return socket.close();
  socket.send(JSON.stringify({ type: "credit", frames: 1 }));
  await send();
};
socket.onclose = () => fetch(`${api}/sessions/${session}`, { method: "DELETE" });
