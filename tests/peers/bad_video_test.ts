// Bad, cut and hostile files before a real ffmpeg.
import assert from "node:assert/strict";
import { probeVideo } from "../../media/video/mod.ts";
import { limit } from "../support/limit.ts";
import { picture, VideoFiles } from "./video_files.ts";
import { assertBad, decode, FFMPEG } from "./video_support.ts";

Deno.test("every bad file gets an error of one sentence about what is wrong with it", async () => {
  await VideoFiles.with(async (files) => {
    const good = await files.make("good.mp4", `${picture(4)} -movflags +faststart`);
    const late = await files.make("late.mp4", picture(4));
    const mkv = await files.make("good.mkv", picture(1));
    await assertBad(await files.write("text.mp4", "hello\n".repeat(100)), /is not a video/);
    await assertBad(await files.write("empty.mp4", ""), /is empty/);
    await assertBad(await files.write("zeros.mp4", new Uint8Array(100_000)), /is not a video/);
    await assertBad(await files.make("photo.jpg", `${picture(1)} -frames:v 1`), /is not a video/);
    await assertBad(await files.make("sound.m4a", "-f lavfi -i sine=d=1"), /only sound/);
    await assertBad(await files.make("sound.mp3", "-f lavfi -i sine=d=1"), /only sound/);
    await assertBad(await files.cut("late-cut.mp4", late, 0.5), /cut short: its index/);
    await assertBad(await files.cut("early-cut.mp4", good, 0.02), /cut|damaged/);
    await assertBad(await files.cut("early-cut.mkv", mkv, 0.01), /cut|damaged/);
    const key = "-encryption_key 00112233445566778899aabbccddeeff";
    const kid = "-encryption_kid 00112233445566778899aabbccddeeff";
    const scheme = `-encryption_scheme cenc-aes-ctr ${key} ${kid}`;
    await assertBad(await files.make("encrypted.mp4", `${picture(1)} ${scheme}`), /encrypted/);
    await assert.rejects(
      probeVideo(FFMPEG, good, limit(), { maxBytes: 1e9, maxPixels: 320 * 240 - 1 }),
      /320×240 pixels; the limit is 76799 in all/,
    );
    const unknown = (await Deno.readFile(mkv)).map((byte) => byte);
    const at = new TextDecoder("latin1").decode(unknown).indexOf("V_MPEG4/ISO/AVC");
    unknown.set(new TextEncoder().encode("V_NOSUCHCODECXX"), at);
    await assertBad(await files.write("unknown.mkv", unknown), /codec is not known|can't decode/);
  });
});

Deno.test("a file that was cut in the middle yields what can be read, and a remark about the cut", async () => {
  await VideoFiles.with(async (files) => {
    const mp4 = await files.make("a.mp4", `${picture(8)} -movflags +faststart`);
    const mkv = await files.make("a.mkv", picture(8));
    for (const whole of [mp4, mkv]) {
      assert.equal((await decode(whole)).remark, undefined);
      const { frames, remark } = await decode(await files.cut("cut", whole, 0.6));
      assert.ok(frames.length > 10 && frames.length < 75, `${frames.length} frames`);
      assert.equal(remark, `The file ends early: ${frames.length} frames could be read.`);
    }
  });
});

Deno.test("a hostile file makes ffmpeg open neither another file nor an address", async () => {
  await VideoFiles.with(async (files) => {
    // Something that would show: a video that the hostile files name.
    const secret = await files.make("secret.ts", picture(1));
    let visits = 0;
    const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, () => {
      visits++;
      return new Response("no");
    });
    const url = `http://127.0.0.1:${server.addr.port}/a.ts`;
    for (const target of [secret, `file://${secret}`, "/etc/passwd", url]) {
      const list = `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n${target}\n#EXT-X-ENDLIST\n`;
      for (const name of ["list.mp4", "list.m3u8", "list.avi"]) {
        await assertBad(await files.write(name, list), /is not a video/);
      }
      const script = `ffconcat version 1.0\nfile '${target}'\n`;
      for (const name of ["concat.mp4", "concat.ffconcat"]) {
        await assertBad(await files.write(name, script), /is not a video/);
      }
    }
    const sdp =
      "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5000 RTP/AVP 96\n" +
      "a=rtpmap:96 H264/90000\n";
    await assertBad(await files.write("a.sdp", sdp), /is not a video/);
    const dash = `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static">` +
      `<Period><AdaptationSet><Representation id="1" bandwidth="1"><BaseURL>${url}</BaseURL>` +
      `</Representation></AdaptationSet></Period></MPD>`;
    await assertBad(await files.write("a.mpd", dash), /is not a video/);
    await files.write("frame-%03d.jpg", "x");
    await assertBad(files.path("frame-%03d.jpg"), /is not a video/);
    assert.equal(visits, 0);
    await server.shutdown();
  });
});
