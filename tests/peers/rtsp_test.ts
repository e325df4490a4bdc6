import assert from "node:assert/strict";
import { DEFAULT_IMAGE_LIMITS, Picture } from "../../media/image/mod.ts";
import { silentLogger } from "../../base/log/mod.ts";
import {
  CameraFault,
  type CameraFaultReason,
  type Ffmpeg,
  findFfmpeg,
  rtspFrames,
} from "../../media/video/mod.ts";
import { LongRuns, NetworkCameras } from "../../sources/mod.ts";
import { freePorts } from "../support/free_ports.ts";
import { Child } from "../support/process.ts";
import { PYTHON, withPeerFramebox } from "./support.ts";
import { limit, within } from "../support/limit.ts";

const HERE = import.meta.dirname ?? ".";
const OPTIONS = { limits: { maxBytes: 8 * 1024 * 1024 }, silentMs: 10_000 };
const LOGIN = "us er:p@ss:'/#1";
const IN_ADDRESS = "us%20er:p%40ss%3A'%2F%231@";

interface RtspServer {
  readonly child: Child;
  readonly ffmpeg: Ffmpeg;
  address(login?: string, path?: string): string;
}

/** GStreamer's RTSP server with a test picture. */
async function withServer(
  env: Readonly<Record<string, string>>,
  test: (server: RtspServer) => Promise<void>,
): Promise<void> {
  const ffmpeg = await findFfmpeg(limit());
  assert.ok(ffmpeg, "these tests need ffmpeg");
  const child = new Child(PYTHON, { args: [`${HERE}/python/rtsp_server.py`], env });
  try {
    const port = /\d+$/.exec(await child.line(/listening on/))?.[0];
    await test({
      child,
      ffmpeg,
      address: (login = "", path = "/cam") => `rtsp://${login}127.0.0.1:${port}${path}`,
    });
  } finally {
    await child.stop("SIGKILL");
  }
}

async function fault(
  { ffmpeg }: RtspServer,
  address: string,
  reason: CameraFaultReason,
): Promise<void> {
  await assert.rejects(rtspFrames(ffmpeg, address, OPTIONS, limit()).next(), (caught) => {
    assert.ok(caught instanceof CameraFault, String(caught));
    assert.equal(caught.reason, reason, caught.message);
    assert.ok(!/127\.0\.0\.1|rtsp:|us%20er/.test(`${caught.message}${caught.cause}`));
    return true;
  });
}

for (const codec of ["h264", "jpeg"]) {
  Deno.test(`a camera that sends ${codec} gives pictures one after the other`, async () => {
    await withServer({ CODEC: codec }, async ({ ffmpeg, address, child }) => {
      let count = 0;
      for await (const frame of rtspFrames(ffmpeg, address(), OPTIONS, limit())) {
        const { widthPx, heightPx, source } = Picture.fromFile(frame);
        assert.deepEqual([widthPx, heightPx, source.kind], [640, 360, "file"]);
        if (++count === 30) break;
      }
      assert.equal(count, 30);
      // Leaving ends the connection at the camera.
      await child.line(/client left/);
    });
  });
}

for (const auth of ["basic", "digest"]) {
  Deno.test(`a camera with a ${auth} login is opened with the credentials of its address`, async () => {
    await withServer({ AUTH: auth, LOGIN }, async (server) => {
      const { ffmpeg, address } = server;
      const frames = rtspFrames(ffmpeg, address(IN_ADDRESS), OPTIONS, limit());
      assert.equal((await frames.next()).done, false);
      await frames.return();
      await fault(server, address("us%20er:wrong@"), "login");
      await fault(server, address(), "login");
    });
  });
}

Deno.test("the password is not among ffmpeg's arguments, where every user could read it", async () => {
  await withServer({ AUTH: "basic", LOGIN }, async ({ ffmpeg, address }) => {
    const frames = rtspFrames(ffmpeg, address(IN_ADDRESS), OPTIONS, limit());
    await frames.next();
    const ps = await new Deno.Command("ps", { args: ["-eo", "args"] }).output();
    const listed = new TextDecoder().decode(ps.stdout);
    assert.match(listed, /mpjpeg/);
    assert.ok(!listed.includes("p%40ss"));
    await frames.return();
  });
});

Deno.test("an RTSP camera's refusal, and one that is not there, are errors in plain words", async () => {
  await withServer({}, async (server) => {
    await fault(server, server.address("", "/nothing"), "not-found");
    await server.child.stop("SIGKILL");
    await fault(server, server.address(), "connection-refused");
    await fault(server, "rtsp://camera.invalid/", "unknown-host");
  });
});

Deno.test("a camera that dies ends the stream, an aborted one does not resume", async () => {
  await withServer({}, async ({ ffmpeg, address, child }) => {
    const stop = new AbortController();
    const left = rtspFrames(ffmpeg, address(), OPTIONS, stop.signal);
    await left.next();
    stop.abort(new Error("enough"));
    await assert.rejects(async () => {
      for await (const _ of left);
    }, /enough/);
    await child.line(/client left/);

    const frames = rtspFrames(ffmpeg, address(), OPTIONS, limit());
    await frames.next();
    await child.stop("SIGKILL");
    await assert.rejects(async () => {
      for await (const _ of frames);
    }, { reason: "ended" });
  });
});

Deno.test("an RTSP camera that was away comes back, and its pictures go into the same run", async () => {
  const PORT = String(freePorts(1)[0]);
  const address = `rtsp://127.0.0.1:${PORT}/cam`;
  await withPeerFramebox(async ({ hub }) => {
    const longRuns = new LongRuns();
    const cameras = new NetworkCameras({
      cameras: [{ name: "door", address }],
      imageLimits: DEFAULT_IMAGE_LIMITS,
      unwatchedMs: 60_000,
    }, { ffmpeg: await findFfmpeg(limit()), longRuns, log: silentLogger() });
    const worker = hub.connect({
      processors: ["workers"],
      kind: "worker",
      name: "w",
      sticky: false,
    });
    const answer = async (count: number) => {
      for (let i = 0; i < count; i++) {
        const lease = await worker.take(limit());
        await lease.complete({});
      }
    };
    const longRun = cameras.start(await hub.openSession(), "door", {
      processor: "workers",
      followWorkers: false,
    });
    const states: string[] = [];
    let changed = () => {};
    longRun.watch(({ state }) => {
      states.push(state);
      changed();
    });
    const until = async (state: string) => {
      while (states.at(-1) !== state) await within(new Promise<void>((done) => changed = done));
    };
    try {
      // It isn't there yet.
      await until("away");
      await withServer({ PORT }, async () => {
        await until("live");
        await answer(5);
      });
      await until("away");
      await withServer({ PORT }, async () => {
        await until("live");
        await answer(5);
      });
      assert.deepEqual(
        states,
        ["connecting", "away", "live", "away", "live"].concat(states.slice(5)),
      );
      assert.ok(longRun.run.stats.done >= 10);
    } finally {
      worker.close();
      await longRuns.close();
      await cameras.close();
    }
  });
});

Deno.test("without ffmpeg the error of an RTSP camera names ffmpeg", async () => {
  const missing = { version: "6.0", ffmpeg: "/nonexistent/ffmpeg", ffprobe: "" };
  const frames = rtspFrames(missing, "rtsp://127.0.0.1:1/", OPTIONS, limit());
  await assert.rejects(frames.next(), { reason: "no-ffmpeg" });
});
