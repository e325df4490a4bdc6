/** What tests of the whole entrance share: hub, pool and server in this process, on a free port. */
import { BUILT_INS, type ProcessorRegistry, registryOf } from "../processors/mod.ts";
import { type AuthOptions, createAuthenticator } from "../auth/mod.ts";
import { readResult } from "../results/mod.ts";
import type { ClientOptions } from "@grpc/grpc-js";
import {
  createHub,
  DEFAULT_HUB_OPTIONS,
  type Hub,
  type HubOptions,
  type Outcome,
  type Run,
  type RunOptions,
} from "../hub/mod.ts";
import { Pool } from "../base/pool/mod.ts";
import { DEFAULT_IMAGE_LIMITS, encodePicture, Picture } from "../media/image/mod.ts";
import { silentLogger } from "../base/log/mod.ts";
import {
  char,
  DEFAULT_MAT_LIMITS,
  type MatValue,
  numeric,
  readMat,
  textOf,
  writeMat,
} from "../mat/mod.ts";
import { LISTENER_WATCH } from "../base/network/mod.ts";
import { IngestStreams } from "../sources/mod.ts";
import { type GrpcOptions, type GrpcServer, startGrpcServer } from "./mod.ts";
import { TestClient } from "./test_client.ts";

/** A running server. */
export interface TestFramebox {
  readonly hub: Hub;
  readonly pool: Pool;
  readonly streams: IngestStreams;
  readonly server: GrpcServer;
  /** A client with a connection of its own; closed at the end. */
  client(options?: ClientOptions): TestClient;
  /** A run of a new session, for workers. */
  start(options?: Partial<RunOptions>): Promise<Run>;
}

/** Options that differ from the usual ones. */
export interface TestFrameboxOptions {
  readonly auth?: AuthOptions;
  readonly grpc?: Partial<GrpcOptions>;
  readonly hub?: Partial<HubOptions>;
  /** Which processors there are; the built-ins, if left out. */
  readonly processors?: ProcessorRegistry;
}

/** What the tests serve with, on a free port. */
export const TEST_GRPC_OPTIONS: GrpcOptions = {
  host: "localhost",
  ports: [0],
  maxMessageBytes: 64 * 2 ** 20,
  maxConnections: 100,
  watch: LISTENER_WATCH,
  maxCallsPerConnection: 256,
  keepaliveMs: 20_000,
  keepaliveTimeoutMs: 20_000,
  submitFormat: "mat",
  submitMaxBytes: "auto",
  jpegQuality: 85,
  matLimits: DEFAULT_MAT_LIMITS,
  imageLimits: DEFAULT_IMAGE_LIMITS,
  mediaGraph: {
    processor: "intensity",
    batchSize: 1,
    batchWaitMs: 20,
    sharedMemory: "/dev/shm",
    window: 16,
  },
  imageTest: {
    processor: "grey",
    count: "boxes",
    pictures: true,
    widthPx: 704,
    heightPx: 576,
    window: 16,
  },
};

/** Runs a test with a server, and stops it. */
export async function withFramebox(
  test: (framebox: TestFramebox) => Promise<void>,
  options: TestFrameboxOptions = {},
): Promise<void> {
  const dataDir = await Deno.makeTempDir({ prefix: "grpc-test-" });
  const log = silentLogger();
  const hub = await createHub({ ...DEFAULT_HUB_OPTIONS, dataDir, ...options.hub }, {
    log,
    readResult,
  });
  const entry = new URL("../pool_worker.ts", import.meta.url);
  const pool = new Pool({ size: 1, entry });
  const streams = new IngestStreams({ hub, log });
  const server = await startGrpcServer({ ...TEST_GRPC_OPTIONS, ...options.grpc }, {
    auth: createAuthenticator(options.auth ?? {}),
    hub,
    pool,
    streams,
    processors: options.processors ?? registryOf(BUILT_INS),
    log,
  });
  const clients: TestClient[] = [];
  try {
    await test({
      hub,
      pool,
      streams,
      server,
      client(options = {}) {
        const client = new TestClient(server.ports[0]!, undefined, options);
        clients.push(client);
        return client;
      },
      async start(run = {}) {
        const session = await hub.openSession();
        return session.start({ kind: "image", policy: "lossless", processor: "workers", ...run });
      },
    });
  } finally {
    for (const client of clients) client.close();
    await server.close();
    await streams.close();
    await hub.close();
    await pool.close();
    await Deno.remove(dataDir, { recursive: true });
  }
}

/** A PNG of one colour. */
export async function png(
  [red, green, blue]: readonly [number, number, number],
  widthPx = 4,
  heightPx = 3,
): Promise<Picture> {
  const data = new Uint8Array(widthPx * heightPx * 3);
  for (let i = 0; i < data.length; i += 3) data.set([red, green, blue], i);
  const raster = {
    widthPx,
    heightPx,
    channels: 3,
    layout: "interleaved",
    order: "RGB",
    data,
  } as const;
  return Picture.fromFile(await encodePicture(raster, "png"));
}

/** The session_hash of what submit gave. */
export function hashOf(file: Uint8Array): string {
  return textOf(readMat(file).get("session_hash")?.value) ?? "";
}

/** An `img` of 1×1 pixel. */
export function img(hash: string, others: Record<string, MatValue> = {}): Uint8Array {
  const im = numeric("uint8", [1, 1, 3], [10, 20, 30]);
  return writeMat(Object.entries({ im, session_hash: char(hash), ...others }));
}

/** A colour. */
export const RED = [255, 0, 0] as const;

/** An outcome in a few words. */
export function brief(outcome: Outcome): string {
  return outcome.kind === "failed"
    ? `failed ${outcome.number} ${outcome.error.code}`
    : `${outcome.kind} ${outcome.number}`;
}

/** A frame that a worker has leased. */
export interface LeasedFrame {
  readonly run: Run;
  readonly client: TestClient;
  /** What submit gave. */
  readonly file: Uint8Array;
  readonly outcome: Promise<Outcome>;
}

/** Gives a worker a frame. */
export async function leased(framebox: TestFramebox): Promise<LeasedFrame> {
  const run = await framebox.start();
  const client = framebox.client();
  const pushed = await run.push(await png(RED));
  const file = await client.submit();
  return { run, client, file, outcome: pushed.outcome };
}
