/** What the tests with real gRPC clients share: a framebox in this process, and Python workers outside. */
import { readResult } from "../../results/mod.ts";
import {
  createHub,
  DEFAULT_HUB_OPTIONS,
  type Hub,
  type HubOptions,
  type Outcome,
  type Run,
  type RunOptions,
} from "../../hub/mod.ts";
import { type AuthOptions, createAuthenticator } from "../../auth/mod.ts";
import { type GrpcOptions, type GrpcServer, startGrpcServer } from "../../grpc/mod.ts";
import { TEST_GRPC_OPTIONS } from "../../grpc/test_framebox.ts";
import { Pool } from "../../base/pool/mod.ts";
import { Picture } from "../../media/image/mod.ts";
import { silentLogger } from "../../base/log/mod.ts";
import { BUILT_INS, registryOf } from "../../processors/mod.ts";
import { IngestStreams } from "../../sources/mod.ts";
import { limit, within } from "../support/limit.ts";
import { Child } from "../support/process.ts";

/** The interpreter with grpcio, grpc_tools, SciPy and OpenCV. */
export const PYTHON: string = Deno.env.get("PYTHON") ?? "/usr/bin/python3";

const HERE = import.meta.dirname ?? ".";
const PROTOS = `${HERE}/../../protos`;
const EXAMPLES = `${HERE}/../../web/assets/examples`;

/** A framebox, and what a test does with it. */
export interface PeerFramebox {
  readonly hub: Hub;
  readonly pool: Pool;
  readonly streams: IngestStreams;
  readonly server: GrpcServer;
  /** Where workers connect. */
  readonly address: string;
  /** A run of a new session, for workers. */
  start(options?: Partial<RunOptions>): Promise<Run>;
  /** Starts one of `python/`; it is ended with the test. */
  python(script: string, env?: Readonly<Record<string, string>>): Child;
}

/** Options that differ from the defaults. */
export interface PeerFrameboxOptions {
  readonly grpc?: Partial<GrpcOptions>;
  readonly hub?: Partial<HubOptions>;
  /** What callers have to show: nothing, if left out. */
  readonly auth?: AuthOptions;
}

/** Runs a test with framebox; ends all that it started. */
export async function withPeerFramebox(
  test: (framebox: PeerFramebox) => Promise<void>,
  options: PeerFrameboxOptions = {},
): Promise<void> {
  const directory = await Deno.makeTempDir({ prefix: "framebox-peers-" });
  await compileProtos(directory);
  const log = silentLogger();
  const hub = await createHub(
    { ...DEFAULT_HUB_OPTIONS, dataDir: `${directory}/data`, ...options.hub },
    { log, readResult },
  );
  const pool = new Pool({ size: 2, entry: new URL("../../pool_worker.ts", import.meta.url) });
  const streams = new IngestStreams({ hub, log });
  const server = await startGrpcServer(
    { ...TEST_GRPC_OPTIONS, host: "127.0.0.1", ...options.grpc },
    {
      auth: createAuthenticator(options.auth ?? {}),
      hub,
      pool,
      streams,
      processors: registryOf(BUILT_INS),
      log,
    },
  );
  const address = `127.0.0.1:${server.ports[0]}`;
  const children: Child[] = [];
  try {
    await test({
      hub,
      pool,
      streams,
      server,
      address,
      async start(run = {}) {
        const session = await hub.openSession();
        return session.start({ kind: "image", policy: "lossless", processor: "workers", ...run });
      },
      python(script, env = {}) {
        const child = new Child(PYTHON, {
          args: [`${HERE}/python/${script}`],
          env: {
            PYTHONPATH: `${directory}:${HERE}`,
            PYTHONDONTWRITEBYTECODE: "1",
            // Some libraries warn about proxies and threads when they see these.
            no_proxy: "127.0.0.1",
            SERVER: address,
            ...env,
          },
        });
        children.push(child);
        return child;
      },
    });
  } finally {
    await Promise.all(children.map((child) => child.stop("SIGKILL")));
    await server.close();
    await streams.close();
    await hub.close();
    await pool.close();
    await Deno.remove(directory, { recursive: true });
  }
}

/** Makes the messages of `python/` in a directory, which is to be in PYTHONPATH. */
export async function compileProtos(directory: string): Promise<void> {
  const folders = [`-I${PROTOS}`, `-I${PROTOS}/media_graph`];
  const args = ["-m", "grpc_tools.protoc", ...folders, `--python_out=${directory}`];
  const mediaGraph = ["extension.proto", "media.proto", "inferencing.proto"];
  const files = [
    "generic_box.proto",
    "image_test.proto",
    "reflection_v1alpha.proto",
    ...mediaGraph,
  ];
  const compiled = await new Deno.Command(PYTHON, { args: [...args, ...files] }).output();
  if (!compiled.success) throw new Error(new TextDecoder().decode(compiled.stderr));
}

/** One of the photographs that the page offers. */
export async function example(name: string): Promise<Picture> {
  return Picture.fromFile(await Deno.readFile(`${EXAMPLES}/${name}`));
}

/** Gives a picture and waits for what becomes of it. */
export async function through(run: Run, picture: Picture): Promise<Outcome> {
  const { outcome } = await run.push(picture, { signal: limit() });
  return await within(outcome);
}
