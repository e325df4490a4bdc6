/** framebox in a process of its own, with the permissions that users run it with. */
import { freePorts } from "../support/free_ports.ts";
import { Child } from "../support/process.ts";
import { LiveClient, type Message } from "../../web/test_live_client.ts";
import { compileProtos, PYTHON } from "./support.ts";
import { limit } from "../support/limit.ts";

const ROOT = new URL("../../", import.meta.url).pathname;

/** A running framebox and what a test does with it. */
export class FrameboxProcess {
  /** Address of the API. */
  readonly api: string;
  readonly child: Child;
  /** Port of the page. */
  readonly webPort: number;
  /** Port of the gRPC services. */
  readonly grpcPort: number;
  /** Where it keeps what belongs to sessions. */
  readonly dataDir: string;
  readonly #web: string;
  readonly #grpc: string;
  readonly #directory: string;
  readonly #workers: Child[] = [];
  readonly #sockets: LiveClient[] = [];

  private constructor(child: Child, web: number, grpc: number, directory: string) {
    this.child = child;
    this.webPort = web;
    this.grpcPort = grpc;
    this.#web = `127.0.0.1:${web}`;
    this.#grpc = `127.0.0.1:${grpc}`;
    this.#directory = directory;
    this.dataDir = `${directory}/data`;
    this.api = `http://${this.#web}/api/v1`;
  }

  /**
   * Runs a test with framebox; ends all that it started.
   *
   * @param maxFiles files that it may have open
   */
  static async with(
    test: (framebox: FrameboxProcess) => Promise<void>,
    env: Readonly<Record<string, string>> = {},
    maxFiles?: number,
  ): Promise<void> {
    const directory = await Deno.makeTempDir({ prefix: "framebox-box-" });
    await compileProtos(directory);
    const [web = 0, grpc = 0] = freePorts(2);
    const limited = maxFiles === undefined ? "" : `ulimit -n ${maxFiles} && `;
    const child = new Child("/bin/sh", {
      args: ["-c", `${limited}exec "$@"`, "sh", Deno.execPath(), ...startOf(web, grpc)],
      cwd: ROOT,
      env: { DATA_DIR: `${directory}/data`, LOG_FORMAT: "json", ...env },
    });
    const framebox = new FrameboxProcess(child, web, grpc, directory);
    try {
      await child.line(/"event":"ready"/);
      await test(framebox);
    } finally {
      for (const socket of framebox.#sockets) socket.close();
      await Promise.all(framebox.#sockets.map((socket) => socket.closed));
      await Promise.all(framebox.#workers.map((worker) => worker.stop("SIGKILL")));
      await child.stop("SIGTERM");
      await Deno.remove(directory, { recursive: true });
    }
  }

  /** Where workers connect. */
  get grpc(): string {
    return this.#grpc;
  }

  /** Starts `python/worker.py`. */
  worker(env: Readonly<Record<string, string>> = {}): Child {
    return this.python("worker.py", env);
  }

  /** Starts one of `python/`; it is ended with the test. */
  python(script: string, env: Readonly<Record<string, string>> = {}): Child {
    const worker = new Child(PYTHON, {
      args: [`${import.meta.dirname}/python/${script}`],
      env: {
        PYTHONPATH: `${this.#directory}:${import.meta.dirname}`,
        PYTHONDONTWRITEBYTECODE: "1",
        SERVER: this.#grpc,
        no_proxy: "127.0.0.1",
        ...env,
      },
    });
    this.#workers.push(worker);
    return worker;
  }

  /** Calls the API; what is not well is an error. */
  async call(method: string, path: string, init: RequestInit = {}): Promise<Response> {
    const response = await fetch(`${this.api}${path}`, { method, signal: limit(), ...init });
    if (response.ok) return response;
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  }

  /** A new session's path in the API. */
  async session(): Promise<string> {
    const { session } = await (await this.call("POST", "/sessions")).json();
    return `/sessions/${session}`;
  }

  /** A live socket of a session; `query` with its question mark. */
  async live(session: string, query = ""): Promise<LiveClient> {
    const client = new LiveClient(`ws://${this.#web}/api/v1${session}/live${query}`);
    this.#sockets.push(client);
    await client.opened;
    return client;
  }

  /** Announces a file; gives the upload's path in the API. */
  async announce(session: string, byteLength: number): Promise<string> {
    const made = await this.call("POST", `${session}/uploads`, {
      headers: { "Upload-Length": `${byteLength}`, "Tus-Resumable": "1.0.0" },
    });
    return (made.headers.get("location") ?? "").replace("/api/v1", "");
  }

  /**
   * Sends what is still to come of a file. What was sent over a connection that is lost may arrive between the
   * question and the rest (409), or its request may not have ended yet (423): then, as tus has it, the question
   * is asked again.
   */
  async sendRest(upload: string, file: Uint8Array<ArrayBuffer>): Promise<void> {
    for (const signal = limit();;) {
      const { headers } = await this.call("HEAD", upload, { signal });
      const offset = Number(headers.get("upload-offset"));
      const answer = await fetch(`${this.api}${upload}`, {
        method: "PATCH",
        signal,
        headers: {
          "Content-Type": "application/offset+octet-stream",
          "Upload-Offset": `${offset}`,
          "Tus-Resumable": "1.0.0",
        },
        body: file.subarray(offset),
      });
      const text = await answer.text();
      if (answer.ok) return;
      if (answer.status !== 409 && answer.status !== 423) {
        throw new Error(`PATCH ${upload}: ${answer.status} ${text}`);
      }
    }
  }

  /** Begins to send a file and loses the connection after some bytes. */
  async sendAndLose(upload: string, file: Uint8Array, bytes: number): Promise<void> {
    const [hostname = "", port = ""] = this.#web.split(":");
    using connection = await Deno.connect({ hostname, port: Number(port) });
    const head = `PATCH /api/v1${upload} HTTP/1.1\r\nHost: ${this.#web}\r\n` +
      `Content-Type: application/offset+octet-stream\r\nUpload-Offset: 0\r\n` +
      `Content-Length: ${file.byteLength}\r\n\r\n`;
    const writer = connection.writable.getWriter();
    await writer.write(new TextEncoder().encode(head));
    await writer.write(file.subarray(0, bytes));
    writer.releaseLock();
  }

  /** Starts a video of a file; gives the run's path in the API. */
  async startVideo(session: string, upload: string, processor: string): Promise<string> {
    const body = JSON.stringify({ upload: upload.split("/").at(-1), processor });
    const { run } = await (await this.call("POST", `${session}/videos`, { body })).json();
    return `${session}/runs/${run}`;
  }

  /** Processes that framebox has started and that still run: process id and command line. */
  async children(): Promise<string[]> {
    const { stdout } = await new Deno.Command("ps", {
      args: ["-o", "pid=,args=", "--ppid", `${this.child.pid}`],
    }).output();
    return new TextDecoder().decode(stdout).split("\n").map((line) => line.trim())
      .filter((line) => line !== "");
  }
}

/** The first progress that is as wanted. */
export async function progress(
  client: LiveClient,
  wanted: (message: Message) => boolean,
): Promise<Message> {
  for (;;) {
    const message = await client.status("progress");
    if (wanted(message)) return message;
    if (message.phase === "failed") throw new Error(JSON.stringify(message));
  }
}

function startOf(web: number, grpc: number): string[] {
  return ["run", "-P=server", "main.ts", "--web-port", `${web}`, "--port", `${grpc}`];
}
