import assert from "node:assert/strict";
import { CameraFault, type CameraFaultReason } from "./camera_fault.ts";
import { mjpegFrames } from "./mjpeg_http.ts";
import { TestCamera, type TestCameraOptions } from "./test_camera.ts";
import { examplePictures } from "../test_pictures.ts";

const OPTIONS = { limits: { maxBytes: 1024 * 1024 }, connectMs: 10_000 };
const LOGIN = { user: "us-er", password: "p@ss: wörd/#" };
const IN_ADDRESS = `${LOGIN.user}:${encodeURIComponent(LOGIN.password)}`;

async function withCamera(
  options: Partial<TestCameraOptions>,
  test: (camera: TestCamera, pictures: readonly Uint8Array[]) => Promise<void>,
): Promise<void> {
  const pictures = await examplePictures();
  const camera = new TestCamera({ pictures, ...options });
  try {
    await test(camera, pictures);
  } finally {
    await camera.close();
  }
}

const look = (address: string, signal = new AbortController().signal) =>
  mjpegFrames(address, OPTIONS, signal);

/** The first picture; the camera shoots once a client reads. */
async function first(camera: TestCamera, address: string): Promise<Uint8Array | undefined> {
  const frames = look(address);
  const next = frames.next();
  await Promise.race([camera.untilViewers(1), next]);
  camera.shoot();
  const { value } = await next;
  await frames.return();
  return value ?? undefined;
}

async function fault(address: string, reason: CameraFaultReason, sentence: RegExp): Promise<void> {
  await assert.rejects(look(address).next(), (caught) => {
    assert.ok(caught instanceof CameraFault, String(caught));
    assert.equal(caught.reason, reason);
    assert.match(caught.message, sentence);
    assert.ok(!/127\.0\.0\.1|p%40|p@ss/.test(`${caught.message}${caught.cause}`));
    return true;
  });
}

Deno.test("each picture comes with the camera's own bytes; leaving ends the connection", async () => {
  await withCamera({}, async (camera, pictures) => {
    const frames = look(camera.address());
    for (const picture of pictures) {
      const next = frames.next();
      await camera.untilViewers(1);
      camera.shoot();
      assert.deepEqual((await next).value, picture);
    }
    await frames.return();
    await camera.untilViewers(0);
    assert.deepEqual(camera.authorizations, [null]);
  });
});

Deno.test("the stream ends when the camera ends it", async () => {
  await withCamera({}, async (camera) => {
    const next = look(camera.address()).next();
    await camera.untilViewers(1);
    camera.hangUp();
    assert.equal((await next).done, true);
  });
});

Deno.test("a camera that asks for Basic, Digest MD5 or Digest SHA-256 gets it, and not before", async () => {
  const challenges = [
    ['Basic realm="cam"', /^Basic /],
    ['Digest realm="cam", nonce="abc", qop="auth"', /^Digest .*qop=auth/],
    ['Digest realm="cam", nonce="abc"', /^Digest /],
    ['Digest realm="cam", nonce="abc", qop="auth", algorithm=SHA-256', /algorithm=SHA-256/],
    ['Basic realm="cam", Digest realm="cam", nonce="abc", algorithm=MD5', /^Digest /],
  ] as const;
  for (const [challenge, expected] of challenges) {
    await withCamera({ challenge, login: LOGIN }, async (camera, [picture]) => {
      assert.deepEqual(await first(camera, camera.address(IN_ADDRESS)), picture);
      const [before, after] = camera.authorizations;
      assert.equal(before, null);
      assert.match(after ?? "", expected);
    });
  }
});

Deno.test("a wrong or missing login is a fault that names it", async () => {
  await withCamera({ challenge: 'Basic realm="cam"', login: LOGIN }, async (camera) => {
    await fault(camera.address("user:wrong"), "login", /refuses the user or password/);
    await fault(camera.address(), "login", /wants a user and password/);
  });
  await withCamera({ challenge: "Negotiate", login: LOGIN }, async (camera) => {
    await fault(camera.address(IN_ADDRESS), "login", /kind of login/);
  });
});

Deno.test("redirects are followed on the same host only", async () => {
  await withCamera({}, async (camera, [picture]) => {
    assert.deepEqual(await first(camera, camera.address("", "/moved")), picture);
    await fault(camera.address("", "/elsewhere"), "not-found", /another machine/);
    await fault(camera.address("", "/round"), "failed", /302/);
  });
});

Deno.test("what is no stream is a fault that names what is there", async () => {
  await withCamera({}, async (camera) => {
    await fault(camera.address("", "/picture.jpg"), "not-a-stream", /gives single pictures/);
    await fault(camera.address("", "/page"), "not-a-stream", /no MJPEG stream/);
    await fault(camera.address("", "/nothing"), "not-found", /nothing at that path/);
    await fault(camera.address("", "/broken"), "failed", /status 500/);
  });
});

Deno.test("a camera that is not there is a fault in plain words", async () => {
  const camera = new TestCamera({ pictures: [] });
  await camera.close();
  await fault(camera.address("user:p%40"), "connection-refused", /refuses the connection/);
});

Deno.test("a camera that takes the connection and stays silent fails at the time limit", async () => {
  using silent = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const accepted = silent.accept();
  const frames = mjpegFrames(
    `http://127.0.0.1:${silent.addr.port}/`,
    { ...OPTIONS, connectMs: 20 },
    new AbortController().signal,
  );
  await assert.rejects(frames.next(), /doesn't answer/);
  (await accepted).close();
});

Deno.test("the signal ends it, while it connects and while it looks", async () => {
  await withCamera({}, async (camera) => {
    const stop = new AbortController();
    const next = look(camera.address(), stop.signal).next();
    await camera.untilViewers(1);
    stop.abort(new Error("enough"));
    await assert.rejects(next, /enough/);
    await camera.untilViewers(0);
    await assert.rejects(look(camera.address(), AbortSignal.abort(new Error("no"))).next(), /no/);
  });
});
