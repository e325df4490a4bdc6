// framebox under a load that is meant to bring it down: other clients lose nothing.
import assert from "node:assert/strict";
import { floodHeaders } from "../../grpc/test_header_flood.ts";
import { FrameboxProcess } from "./framebox_process.ts";

const PHOTO = new URL("../../web/assets/examples/coffee.jpg", import.meta.url);

/** Connections that ask nothing, or what is left of them once the system gives no more. */
async function connections(port: number, count: number): Promise<Deno.TcpConn[]> {
  const open: Deno.TcpConn[] = [];
  for (let i = 0; i < count; i++) open.push(await Deno.connect({ hostname: "127.0.0.1", port }));
  return open;
}

/** Resident memory of the process in MB. */
async function residentMb(pid: number): Promise<number> {
  const status = await Deno.readTextFile(`/proc/${pid}/status`);
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

Deno.test("more idle connections than files may be open leave page and gRPC as they are", () =>
  FrameboxProcess.with(
    async (framebox) => {
      await framebox.child.line(/"connections_fitted".*"open_files":1024/);
      const idle = [
        ...await connections(framebox.webPort, 400),
        ...await connections(framebox.grpcPort, 400),
      ];
      const page = await fetch(`http://127.0.0.1:${framebox.webPort}/`);
      assert.equal(page.status, 200);
      assert.match(await page.text(), /framebox/);
      for (const connection of idle) connection.close();
      const worker = framebox.worker({ WORKER: "after" });
      await worker.line(/^started/);
      const body = await Deno.readFile(PHOTO);
      const answer = await framebox.call("POST", "/images?processor=workers", { body });
      assert.equal((await answer.json()).processor, "workers");
    },
    {},
    1024,
  ));

Deno.test("a flood of packed headers costs no memory, and others are answered", () =>
  FrameboxProcess.with(async (framebox) => {
    const before = await residentMb(framebox.child.pid);
    let sent = 0;
    for (let i = 0; i < 100 && sent < 64e6; i++) {
      const flood = await floodHeaders(framebox.grpcPort, 1000, 7500);
      assert.ok(flood.isCut);
      sent += flood.sent;
    }
    const grownMb = await residentMb(framebox.child.pid) - before;
    // Without a bound it is 0.47 MB for each 7.5 kB that is sent: 4 GB for 64 MB.
    assert.ok(grownMb < 400, `${sent} bytes: ${grownMb} MB`);
    assert.equal((await fetch(`http://127.0.0.1:${framebox.webPort}/healthz`)).status, 200);
  }));
