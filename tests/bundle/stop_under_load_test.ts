import assert from "node:assert/strict";
import { freePorts } from "../support/free_ports.ts";
import { Child } from "../support/process.ts";
import { testForms } from "./support.ts";

const ROOT = new URL("../../", import.meta.url);
const PYTHON = Deno.env.get("PYTHON") ?? "/usr/bin/python3";

testForms(
  "a server that is stopped under load answers or refuses every request, ends by itself and leaves nothing",
  async (form, place) => {
    const [web = 0, grpc = 0] = freePorts(2);
    const framebox = form.run(place, ["--web-port", `${web}`, "--port", `${grpc}`]);
    const worker = new Child(PYTHON, {
      args: [new URL("bench/python/mat_worker.py", ROOT).pathname, `127.0.0.1:${grpc}`],
    });
    try {
      await framebox.line(/"event":"ready"/);
      await worker.line(/^ready$/);
      const base = `127.0.0.1:${web}`;
      const photo = await Deno.readFile(new URL("web/assets/examples/coffee.jpg", ROOT));

      const { session } = await (await fetch(`http://${base}/api/v1/sessions`, { method: "POST" }))
        .json();
      const socket = new WebSocket(`ws://${base}/api/v1/sessions/${session}/live?processor=grey`);
      const closed = new Promise<CloseEvent>((resolve) =>
        socket.addEventListener("close", resolve)
      );
      const shown = Promise.withResolvers<void>();
      socket.addEventListener("message", ({ data }) => {
        if (typeof data === "string" && JSON.parse(data).type !== "result") return;
        if (typeof data !== "string") shown.resolve();
        if (socket.readyState === WebSocket.OPEN) socket.send(photo);
      });
      socket.addEventListener("open", () => socket.send(photo));
      await shown.promise;

      const ask = async (processor: string): Promise<number> => {
        try {
          const answer = await fetch(`http://${base}/api/v1/images?processor=${processor}`, {
            method: "POST",
            body: photo,
          });
          await answer.body?.cancel();
          return answer.status;
        } catch {
          return 0; // The port is closed already: refused before anything was taken.
        }
      };
      const first = ask("workers");
      assert.equal(await first, 200);
      const many = Array.from({ length: 24 }, (_, i) => ask(i % 2 ? "workers" : "grey"));
      await Promise.any(many);
      const ended = framebox.stop("SIGTERM");
      const statuses = await Promise.all([...many, ask("grey")]);
      for (const status of statuses) assert.ok([200, 503, 0].includes(status), `status ${status}`);
      assert.equal((await closed).code, 1012);
      assert.equal(await ended, 0, framebox.output);
      assert.match(framebox.output, /"event":"ended"/);
      assert.deepEqual(await Array.fromAsync(Deno.readDir(place.dataDir)), []);
    } finally {
      await worker.stop("SIGKILL");
      await framebox.stop("SIGKILL");
    }
  },
);
