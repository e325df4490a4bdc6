import assert from "node:assert/strict";
import { Picture } from "../../media/image/mod.ts";
import { file } from "../test_framebox.ts";
import { cameraStream } from "./camera_stream.ts";

/** A camera that shows what a test gives it. */
async function testCamera() {
  const pictures = await Promise.all(
    Array.from({ length: 50 }, async (_, i) => Picture.fromFile(await file("jpeg", i * 5))),
  );
  const viewers = new Set<(picture: Picture) => void>();
  const events: string[] = [];
  const end = new AbortController();
  const camera = {
    latest: undefined,
    look(viewer: (picture: Picture) => void) {
      viewers.add(viewer);
      return () => viewers.delete(viewer);
    },
  };
  const callbacks = { seen: () => events.push("seen"), left: () => events.push("left") };
  const stream = cameraStream(camera, callbacks, end.signal);
  return {
    pictures,
    viewers,
    events,
    end,
    reader: stream.getReader(),
    shoot: (i: number) => {
      const picture = pictures[i];
      assert.ok(picture);
      for (const viewer of viewers) viewer(picture);
    },
  };
}

Deno.test("a reader that was slow gets the newest picture, not those before it", async () => {
  const { pictures, reader, shoot, events, viewers } = await testCamera();
  const bytesAt = (i: number) => {
    const source = pictures[i]?.source;
    return source?.kind === "file" ? source.bytes : undefined;
  };
  const next = async () => (await reader.read()).value;
  assert.equal(new TextDecoder().decode(await next()), "--frame\r\n");
  shoot(0);
  assert.match(new TextDecoder().decode(await next()), /^Content-Type: image\/jpeg\r\n/);
  assert.deepEqual(await next(), bytesAt(0));
  for (let i = 1; i < 50; i++) shoot(i);
  // What stands after a picture comes with it: browsers show it then.
  assert.equal(new TextDecoder().decode(await next()), "\r\n--frame\r\n");
  await next();
  assert.deepEqual(await next(), bytesAt(49));
  assert.deepEqual(events, ["seen", "seen"]);
  await reader.cancel();
  assert.equal(viewers.size, 0);
  assert.deepEqual(events, ["seen", "seen", "left"]);
});

Deno.test("the stream ends, whether its reader waits or not", async () => {
  const waiting = await testCamera();
  await waiting.reader.read();
  const next = waiting.reader.read();
  waiting.end.abort();
  assert.equal((await next).done, true);
  assert.equal(waiting.viewers.size, 0);
  assert.deepEqual(waiting.events, ["left"]);

  const idle = await testCamera();
  await idle.reader.read();
  idle.end.abort();
  assert.equal((await idle.reader.read()).done, true);
  assert.deepEqual(idle.events, ["left"]);
});
