/** What tests of the web entrance share: hub, pool and server in this process, on a free port. */
import { type Authenticator, createAuthenticator, type Logins, SameSite } from "../auth/mod.ts";
import { readResult } from "../results/mod.ts";
import assert from "node:assert/strict";
import type { ClusterDirectory } from "../clusters/connections/mod.ts";
import {
  type Connection,
  createHub,
  DEFAULT_HUB_OPTIONS,
  type Hub,
  type HubOptions,
  type Lease,
  type ResultContent,
  type Run,
} from "../hub/mod.ts";
import { Pool } from "../base/pool/mod.ts";
import { DEFAULT_IMAGE_LIMITS, encodePicture, Picture, type Raster } from "../media/image/mod.ts";
import { Logger } from "../base/log/mod.ts";
import { numeric, writeElement } from "../mat/mod.ts";
import type { AllowedHost } from "../base/settings/mod.ts";
import { LISTENER_WATCH } from "../base/network/mod.ts";
import { BUILT_INS, type ProcessorRegistry, registryOf, startBuiltIns } from "../processors/mod.ts";
import {
  type FolderView,
  IngestStreams,
  type LongRun,
  LongRuns,
  type NamedCamera,
  NetworkCameras,
  Videos,
  type VideoTools,
} from "../sources/mod.ts";
import type { PageParts } from "./app.ts";
import { startWithPage } from "./server.ts";
import type { WebOptions, WebServer } from "./types.ts";
import type { OpenApi } from "./api/openapi.ts";
import { Conformance } from "./test_conformance.ts";
import { LiveClient } from "./test_live_client.ts";
import { createParts, type WebParts } from "./web_parts.ts";

/** What a test changes. */
export interface TestFrameboxOptions {
  /** What callers have to show: nothing, if left out. */
  /** Their forms are served; `auth` has to ask them. */
  readonly logins?: Logins;
  readonly auth?: Authenticator;
  /** Names that it has besides its own. */
  readonly allowedHosts?: readonly AllowedHost[];
  readonly web?: Partial<WebOptions>;
  readonly hub?: Partial<HubOptions>;
  readonly builtIns?: boolean;
  /** Which processors there are; the built-ins, if left out. */
  readonly processors?: ProcessorRegistry;
  readonly folders?: readonly FolderView[];
  /** Those whose services it calls. */
  readonly clusters?: ClusterDirectory;
  /** Network cameras that it has. */
  readonly cameras?: readonly NamedCamera[];
  /** It shows ingest streams. */
  readonly showStreams?: boolean;
  /** Tabs and assets of its page: framebox's own, if left out. */
  readonly page?: PageParts;
  /** With it framebox has videos. */
  readonly videoTools?: VideoTools;
}

/** A running framebox. */
export class TestFramebox {
  /** All that was logged. */
  readonly log: string[];
  readonly #closing: (() => void)[] = [];
  #conformance: Conformance | undefined;

  constructor(
    readonly hub: Hub,
    readonly server: WebServer,
    /** What an application of its own can be made from. */
    readonly parts: WebParts,
    /** Where a test opens streams as stream clients do, shown or not. */
    readonly streams: IngestStreams,
    log: string[],
  ) {
    this.log = log;
  }

  /** An address of framebox. */
  url(path: string): string {
    return `http://127.0.0.1:${this.server.port}${path}`;
  }

  /** Calls the API; the answer must be one that the OpenAPI document has. */
  async call(method: string, path: string, init: RequestInit = {}): Promise<Response> {
    this.#conformance ??= new Conformance(await this.document());
    const response = await fetch(this.url(path), { method, ...init });
    const bytes = new Uint8Array(await response.arrayBuffer());
    assert.notEqual(response.status, 500, this.log.join("\n"));
    const { pathname } = new URL(this.url(path));
    const isJson = response.headers.get("content-type")?.startsWith("application/json");
    const body = isJson && method !== "HEAD"
      ? JSON.parse(new TextDecoder().decode(bytes))
      : undefined;
    this.#conformance.check(method, pathname, response, body);
    const { status, headers } = response;
    return new Response([204, 304].includes(status) ? null : bytes, { status, headers });
  }

  /** framebox's OpenAPI document. */
  async document(): Promise<OpenApi> {
    return await (await fetch(this.url("/api/v1/openapi.json"))).json();
  }

  /** A new session's id. */
  async session(): Promise<string> {
    return (await (await this.call("POST", "/api/v1/sessions")).json()).session;
  }

  /** A live socket, open. */
  async live(
    session: string,
    query = "",
    headers: Readonly<Record<string, string>> = {},
  ): Promise<LiveClient> {
    const address = this.url(`/api/v1/sessions/${session}/live${query}`).replace("http", "ws");
    const client = new LiveClient(address, headers);
    this.#closing.push(() => client.close());
    await client.opened;
    return client;
  }

  /** The long run of a run, if it has one. */
  longRunOf(run: Run): LongRun | undefined {
    return this.parts.longRuns.of(run);
  }

  /** A worker whose frames are taken and answered by hand. */
  worker(name = "worker", processor = "workers"): TestWorker {
    const connection = this.hub.connect({
      processors: [processor],
      kind: processor === "workers" ? "worker" : "builtin",
      name,
      sticky: false,
    });
    this.#closing.push(() => connection.close());
    return new TestWorker(connection);
  }

  /** Closes what the test opened. */
  close(): void {
    for (const close of this.#closing) close();
  }
}

/** See {@linkcode TestFramebox.worker}. */
export class TestWorker {
  readonly #stop = new AbortController();

  constructor(readonly connection: Connection) {}

  /** The next frame. */
  async take(): Promise<Lease> {
    const lease = await this.connection.take(this.#stop.signal);
    lease.delivered();
    return lease;
  }

  /** Takes the next frame and answers it. */
  async answer(content: ResultContent = {}): Promise<Lease> {
    const lease = await this.take();
    await lease.complete(content);
    return lease;
  }

  /** Answers every frame until it is stopped. */
  async serve(content: () => ResultContent): Promise<void> {
    try {
      for (;;) await this.answer(content());
    } catch (caught) {
      if (!this.#stop.signal.aborted && this.#unexpected(caught)) throw caught;
    }
  }

  /** Leaves. */
  leave(): void {
    this.#stop.abort();
    this.connection.close();
  }

  #unexpected(caught: unknown): boolean {
    return !(caught instanceof Error && "code" in caught && caught.code === "UNAVAILABLE");
  }
}

/** Runs a test with a server and takes it down again. */
export async function withFramebox(
  test: (framebox: TestFramebox) => Promise<void>,
  options: TestFrameboxOptions = {},
): Promise<void> {
  const dataDir = await Deno.makeTempDir({ prefix: "web-test-" });
  const lines: string[] = [];
  const log = new Logger({ level: "debug", format: "text", write: (line) => lines.push(line) });
  const hub = await createHub({ ...DEFAULT_HUB_OPTIONS, dataDir, ...options.hub }, {
    log,
    readResult,
  });
  const pool = new Pool({ size: 1, entry: new URL("../pool_worker.ts", import.meta.url) });
  const builtIns = options.builtIns
    ? startBuiltIns(
      { concurrency: 1, jpegQuality: 85, imageLimits: DEFAULT_IMAGE_LIMITS },
      { hub, pool, log },
    )
    : undefined;
  const web = { ...webOptions(), ...options.web };
  const longRuns = new LongRuns();
  const processors = options.processors ?? registryOf(BUILT_INS);
  const videos = options.videoTools && new Videos(
    { maxVideos: 8, giveUpMs: 900_000 },
    { tools: options.videoTools, pool, processors, log },
    longRuns,
  );
  const cameras = new NetworkCameras({
    cameras: options.cameras ?? [],
    imageLimits: web.imageLimits,
    unwatchedMs: web.liveReconnectMs,
  }, { ffmpeg: undefined, longRuns, log });
  const version = "0.0.0-test";
  const folders = options.folders ?? [];
  const ingestStreams = new IngestStreams({ hub, log });
  const streams = options.showStreams ? ingestStreams : undefined;
  const parts = {
    hub,
    pool,
    longRuns,
    videos,
    cameras,
    folders,
    streams,
    clusters: options.clusters,
    jpegCodec: "WebAssembly" as const,
  };
  const { allowedHosts = [] } = options;
  const auth = options.auth ??
    createAuthenticator({}, new SameSite({ host: web.host, allowedHosts }, log));
  const deps = { ...parts, auth, logins: options.logins, log, processors, version };
  const server = await startWithPage(web, deps, options.page);
  const framebox = new TestFramebox(hub, server, createParts(web, deps), ingestStreams, lines);
  try {
    await test(framebox);
  } finally {
    framebox.close();
    await server.close();
    await longRuns.close();
    await ingestStreams.close();
    await hub.close();
    await cameras.close();
    await builtIns?.close();
    await pool.close();
    log.flush();
    await Deno.remove(dataDir, { recursive: true });
  }
}

/** Options for a test. */
export function webOptions(): WebOptions {
  return {
    host: "127.0.0.1",
    port: 0,
    open: false,
    basePath: "",
    trustedProxies: [],
    maxUploadBytes: 1024 * 1024,
    imageLimits: { maxBytes: 1024 * 1024, maxPixels: 1_000_000 },
    jpegQuality: 85,
    resultTimeoutMs: 30_000,
    maxResultTimeoutMs: 600_000,
    defaultProcessor: "grey",
    bufferBytes: 64 * 1024 * 1024,
    maxWaitingRequests: 16,
    maxConnections: 100,
    headersMs: 10_000,
    idleMs: 30_000,
    watch: LISTENER_WATCH,
    maxSockets: 8,
    liveReconnectMs: 30_000,
    uploadIdleMs: 15_000,
    maxVideoBytes: 16 * 1024 * 1024,
    uploadKeepMs: 900_000,
    maxImagesPerRun: 100,
    resultKeepMs: 900_000,
    maxCalls: 100,
    callHistoryBytes: 1e6,
    grpcPort: 8061,
  };
}

/** Pixels of one grey. */
export function raster(grey = 90, widthPx = 4, heightPx = 3): Raster {
  const data = new Uint8Array(widthPx * heightPx * 3).fill(grey);
  return { widthPx, heightPx, channels: 3, layout: "interleaved", order: "RGB", data };
}

/** A picture file of one grey. */
export async function file(
  format: "png" | "jpeg" = "png",
  grey = 90,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await encodePicture(raster(grey), format));
}

/** A result whose picture is a JPEG file already. */
export async function jpegResult(grey = 90): Promise<ResultContent> {
  return { payload: Picture.fromFile(await file("jpeg", grey)) };
}

/** A result that leaves a variable. */
export function dataResult(name = "data_00000"): ResultContent {
  const element = writeElement(name, numeric("double", [1, 2], [1, 2]));
  return { variables: [{ name, class: "double", dims: [1, 2], element }] };
}

/** Checks that an answer is this error. */
export async function assertError(
  response: Response,
  status: number,
  code: string,
  sentence: RegExp,
): Promise<void> {
  assert.equal(response.status, status);
  const { error } = await response.json();
  assert.equal(error.code, code);
  assert.match(error.message, sentence);
}

/** Sends bytes as they are over TCP, and gives the answer's first bytes as text. */
export async function raw(framebox: TestFramebox, request: string): Promise<string> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port: framebox.server.port });
  await connection.write(new TextEncoder().encode(request));
  const bytes = new Uint8Array(16 * 1024);
  const length = await connection.read(bytes);
  return new TextDecoder().decode(bytes.subarray(0, length ?? 0));
}
