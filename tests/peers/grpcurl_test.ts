import assert from "node:assert/strict";
import certPem from "../../grpc/testdata/localhost_cert.pem" with { type: "text" };
import keyPem from "../../grpc/testdata/localhost_key.pem" with { type: "text" };
import { type PeerFramebox, withPeerFramebox } from "./support.ts";

/** `GRPCURL`, or the one on PATH, or where `go install` puts it. */
async function grpcurlPath(): Promise<string> {
  const given = Deno.env.get("GRPCURL");
  if (given) return given;
  const folders = (Deno.env.get("PATH") ?? "").split(":");
  for (const folder of [...folders, `${Deno.env.get("HOME")}/go/bin`, "/root/go/bin"]) {
    const path = `${folder}/grpcurl`;
    if (await Deno.stat(path).then((found) => found.isFile, () => false)) return path;
  }
  throw new Error("grpcurl was not found; set GRPCURL to its path.");
}

/** Both of its outputs. */
async function grpcurl(
  framebox: PeerFramebox,
  what: readonly string[],
  flags: readonly string[] = ["-plaintext"],
): Promise<string> {
  const address = framebox.address.replace("127.0.0.1", "localhost");
  const all = ["-max-time", "20", ...flags, address, ...what];
  const command = new Deno.Command(await grpcurlPath(), { args: all });
  const { stdout, stderr } = await command.output();
  return new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
}

const MEDIA_GRAPH = "microsoft.azure.media.live_video_analytics.extensibility.grpc.v1";

const BOX_ALONE = ["GenericBoxService", "grpc.reflection.v1alpha.ServerReflection"];
const ALL_SERVICES = [
  "GenericBoxService",
  "ImageTest",
  "grpc.health.v1.Health",
  "grpc.reflection.v1.ServerReflection",
  "grpc.reflection.v1alpha.ServerReflection",
  `${MEDIA_GRAPH}.MediaGraphExtension`,
];

/** What grpcurl lists on one of framebox's ports. */
async function listed(framebox: PeerFramebox, port = 0): Promise<string[]> {
  const at = { ...framebox, address: `127.0.0.1:${framebox.server.ports[port]}` };
  return (await grpcurl(at, ["list"])).trim().split("\n");
}

Deno.test("grpcurl finds framebox alone on PORT, and all services on extra ports", () =>
  withPeerFramebox(async (framebox) => {
    assert.deepEqual(await listed(framebox), BOX_ALONE);
    assert.deepEqual(await listed(framebox, 1), ALL_SERVICES);
    assert.deepEqual(await listed(framebox, 2), ALL_SERVICES);
  }, { grpc: { ports: [0, 0, 0] } }));

Deno.test("with REFLECTION=all grpcurl finds all services on PORT, too", () =>
  withPeerFramebox(async (framebox) => assert.deepEqual(await listed(framebox), ALL_SERVICES), {
    grpc: { reflection: "all" },
  }));

Deno.test("grpcurl describes by name what is listed and what is not", () =>
  withPeerFramebox(async (framebox) => {
    const service = await grpcurl(framebox, ["describe", "GenericBoxService"]);
    assert.match(service, /rpc submit \( \.Empty \) returns \( \.Data \);/);
    assert.match(service, /rpc display \( \.PlotInfo \) returns \( \.Empty \);/);
    const message = await grpcurl(framebox, ["describe", "PlotInfo"]);
    assert.match(message, /\.Data img = 1;\n\s+\.Data file = 2;/);
    assert.match(await grpcurl(framebox, ["describe", "grpc.health.v1.Health.Watch"]), /stream/);
    assert.match(await grpcurl(framebox, ["describe", "Nope"]), /Symbol not found: Nope/);
  }));

Deno.test("grpcurl describes messages of several files, with their enums, maps and oneofs", () =>
  withPeerFramebox(async (framebox) => {
    const describe = (name: string) => grpcurl(framebox, ["describe", `${MEDIA_GRAPH}.${name}`]);
    const method = await describe("MediaGraphExtension.ProcessMediaStream");
    assert.match(method, /\( stream \.\S+\.MediaStreamMessage \) returns \( stream /);
    const message = await describe("MediaStreamMessage");
    assert.match(message, /uint64 ack_sequence_number = 2;/);
    assert.match(
      message,
      /oneof payload \{\s+\S+MediaStreamDescriptor media_stream_descriptor = 5;/,
    );
    const format = await describe("VideoFrameSampleFormat");
    assert.match(format, /BGR24 = 61;/);
    const inference = await describe("Inference");
    assert.match(inference, /map<string, string> extensions = 15;/);
    assert.match(
      inference,
      /oneof value \{[^}]*\.Entity entity = 7;[^}]*InferenceOther other = 13;/,
    );
    const image = await grpcurl(framebox, ["describe", "ImageTest.Analyse"]);
    assert.match(image, /\( stream \.MsgRequest \) returns \( stream \.MsgReply \)/);
  }));

Deno.test("grpcurl calls what it found", () =>
  withPeerFramebox(async (framebox) => {
    assert.match(await grpcurl(framebox, ["grpc.health.v1.Health/Check"]), /"status": "SERVING"/);
    const request = ["-plaintext", "-d", '{"img": {"file": "bm8gbWF0bGFi"}}'];
    const answer = await grpcurl(framebox, ["GenericBoxService/display"], request);
    assert.match(answer, /Code: InvalidArgument\s+Message: img: This is no MATLAB file/);
  }));

Deno.test("grpcurl over TLS, with and without the token", () =>
  withPeerFramebox(async (framebox) => {
    const file = await Deno.makeTempFile();
    try {
      await Deno.writeTextFile(file, certPem);
      const tls = ["-cacert", file];
      assert.match(await grpcurl(framebox, ["list"], tls), /Unauthenticated.*WORKER_TOKEN/s);
      const withToken = [...tls, "-H", "authorization: Bearer tok"];
      const list = (await grpcurl(framebox, ["list"], withToken)).trim().split("\n");
      assert.deepEqual(list, BOX_ALONE);
    } finally {
      await Deno.remove(file);
    }
  }, { grpc: { tls: { certPem, keyPem } }, auth: { workerToken: "tok" } }));
