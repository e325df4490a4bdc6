/** A framebox in a process of its own that watches a folder, and can be killed and started again. */
import { freePorts } from "./free_ports.ts";
import { Child } from "./process.ts";
import { LIMIT_MS } from "./limit.ts";

const ROOT = new URL("../../", import.meta.url).pathname;

/** Starts a server with settings that name folders below a directory. */
export type RunServer = (env: Record<string, string>, directory: string) => Child;

/** framebox of this source. */
const RUN_SOURCE: RunServer = (env) =>
  new Child(Deno.execPath(), { args: ["run", "-P=server", "main.ts"], cwd: ROOT, env });

/** Two folders, and the servers that watch them, one after the other. */
export class FolderPlace {
  readonly input: string;
  readonly output: string;
  readonly #directory: string;
  readonly #run: RunServer;
  readonly #ports = freePorts(2);
  #server: Child | undefined;

  private constructor(directory: string, run: RunServer) {
    this.#directory = directory;
    this.#run = run;
    this.input = `${directory}/in`;
    this.output = `${directory}/out`;
  }

  /** Makes the folders. */
  static async make(run: RunServer = RUN_SOURCE): Promise<FolderPlace> {
    const directory = await Deno.makeTempDir({ prefix: "framebox-folder-" });
    const place = new FolderPlace(await Deno.realPath(directory), run);
    await Deno.mkdir(place.input);
    return place;
  }

  /** Where workers connect. */
  get grpc(): string {
    return `127.0.0.1:${this.#ports[1]}`;
  }

  /** Where the page is. */
  get web(): string {
    return `127.0.0.1:${this.#ports[0]}`;
  }

  /** Starts a server and waits until it is ready. */
  async start(processor: string, env: Record<string, string> = {}): Promise<Child> {
    const [web, grpc] = this.#ports;
    this.#server = this.#run({
      WEB_PORT: `${web}`,
      PORT: `${grpc}`,
      DATA_DIR: `${this.#directory}/data`,
      LOG_LEVEL: "info",
      LOG_FORMAT: "json",
      WATCH_INPUT: this.input,
      WATCH_OUTPUT: this.output,
      WATCH_PROCESSOR: processor,
      ...env,
    }, this.#directory);
    await this.#server.line(/"event":"ready"/);
    return this.#server;
  }

  /** Puts a file into the input folder at once. */
  async put(name: string, bytes: Uint8Array): Promise<void> {
    await Deno.writeFile(`${this.#directory}/arriving`, bytes);
    await Deno.rename(`${this.#directory}/arriving`, `${this.input}/${name}`);
  }

  /** Names of results of one kind, whole or not. */
  results(suffix: string): string[] {
    const names: string[] = [];
    for (const { name } of Deno.readDirSync(this.output)) {
      if (name.endsWith(suffix)) names.push(name);
    }
    return names.sort();
  }

  /** Resolves when `count` results of one kind are there, or more. */
  async has(count: number, suffix: string): Promise<void> {
    using watcher = Deno.watchFs(this.output, { recursive: false });
    const timer = setTimeout(() => watcher.close(), LIMIT_MS);
    using _ = { [Symbol.dispose]: () => clearTimeout(timer) };
    if (this.results(suffix).length >= count) return;
    let last = 0;
    for await (const event of watcher) {
      // Each result is some events; to look at all names for each would be slow.
      const now = performance.now();
      if (event.flag !== "rescan" && now - last < 20 && !event.paths[0]?.endsWith(suffix)) continue;
      last = now;
      if (this.results(suffix).length >= count) return;
    }
    const there = this.results(suffix).length;
    throw new Error(`Only ${there} of ${count} in ${LIMIT_MS} ms:\n${this.#server?.output}`);
  }

  /** Ends framebox and removes all. */
  async remove(): Promise<void> {
    await this.#server?.stop("SIGKILL");
    await Deno.remove(this.#directory, { recursive: true });
  }
}
