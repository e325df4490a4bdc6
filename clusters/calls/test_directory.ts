/** A cluster of a test's own: each service is a function. */
import { readFile } from "../../oscar/answer/mod.ts";
import {
  type CallInput,
  type CallOptions,
  type CallOutput,
  type CallResult,
  piecesOf,
} from "../../oscar/calls/mod.ts";
import { readService, type ServiceParameter } from "../../oscar/service/mod.ts";
import { serviceGone } from "../../oscar/manager/mod.ts";
import { NEW_SERVICE } from "../../oscar/service/test_services.ts";
import {
  type ClusterConnection,
  type ClusterDirectory,
  clusterLoginNeeded,
  type ClusterStatus,
  type OfferedService,
} from "../connections/mod.ts";

/** What a service does with its input. */
export type TestRun = (
  input: CallInput,
  options: CallOptions,
) => Promise<Partial<CallResult>> | Partial<CallResult>;

/** A service of a test. */
export interface TestService {
  readonly run: TestRun;
  readonly offered?: Partial<OfferedService>;
}

/** A cluster called `lab`, at which users are logged in that a test names. */
export class TestDirectory implements ClusterDirectory {
  readonly #services: Readonly<Record<string, TestService | TestRun>>;
  readonly #connections = new Map<string, TestConnection>();

  constructor(services: Readonly<Record<string, TestService | TestRun>>, ...owners: string[]) {
    this.#services = services;
    for (const owner of owners) this.logIn(owner);
  }

  logIn(owner: string): TestConnection {
    const connection = new TestConnection(owner, this.#services);
    this.#connections.set(owner, connection);
    return connection;
  }

  logOut(owner: string): void {
    this.#connections.get(owner)?.over.abort(clusterLoginNeeded("lab"));
    this.#connections.delete(owner);
  }

  status(owner: string): readonly ClusterStatus[] {
    return [{
      name: "lab",
      address: "https://lab.example.org",
      logins: ["password"],
      connection: this.#connections.get(owner),
      problem: undefined,
    }];
  }

  connections(owner: string): readonly TestConnection[] {
    return [...this.#connections].filter(([name]) => name === owner).map(([, one]) => one);
  }

  connection(owner: string, cluster: string): TestConnection | undefined {
    return cluster === "lab" ? this.#connections.get(owner) : undefined;
  }

  connect(owner: string): Promise<ClusterConnection> {
    return Promise.resolve(this.logIn(owner));
  }

  disconnect(owner: string): Promise<void> {
    this.logOut(owner);
    return Promise.resolve();
  }

  subscribe(): () => void {
    return () => {};
  }
}

/** A login at it. */
export class TestConnection implements ClusterConnection {
  readonly cluster = "lab";
  readonly isShared = false;
  readonly user: string;
  readonly over = new AbortController();
  readonly #services: Readonly<Record<string, TestService | TestRun>>;
  /** Work that holds it. */
  held = 0;

  constructor(user: string, services: Readonly<Record<string, TestService | TestRun>>) {
    this.user = user;
    this.#services = services;
  }

  get ended(): AbortSignal {
    return this.over.signal;
  }

  get known(): readonly OfferedService[] {
    return Object.entries(this.#services).map(([name, given]) => {
      const known = readService({ ...NEW_SERVICE, name }, { hasBackend: true });
      if (known === undefined) throw new Error(`${name} is no service's name`);
      return {
        name: `lab/${name}`,
        cluster: "lab",
        known,
        input: "file",
        output: "unknown",
        isGuessed: true,
        preferred: "sync",
        rule: undefined,
        webPage: undefined,
        ...typeof given === "function" ? {} : given.offered,
      };
    });
  }

  services(): Promise<readonly OfferedService[]> {
    return Promise.resolve(this.known);
  }

  service(name: string): Promise<OfferedService> {
    const found = this.known.find((one) => one.name === `lab/${name}`);
    return found ? Promise.resolve(found) : Promise.reject(serviceGone(name));
  }

  async call(
    { known: { service } }: OfferedService,
    input: CallInput,
    options: CallOptions,
  ): Promise<CallResult> {
    const given = this.#services[service.name];
    if (given === undefined) throw serviceGone(service.name);
    options.onProgress?.({ stage: "queued" });
    const run = typeof given === "function" ? given : given.run;
    const result = await run(input, options);
    options.onProgress?.({ stage: "done" });
    return {
      outputs: [],
      other: undefined,
      log: "",
      isFailure: false,
      times: { queuedMs: 0, runMs: 20, totalMs: 30 },
      [Symbol.asyncDispose]: () => Promise.resolve(),
      ...result,
    };
  }

  isOneAtATime(): boolean {
    return false;
  }

  deployment(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  log(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  jobLog(_service: string, job: string): Promise<string> {
    return Promise.resolve(`lines of ${job}`);
  }

  parameters(): Promise<readonly ServiceParameter[]> {
    return Promise.resolve([{
      name: "files",
      type: "file",
      help: "A picture.",
      isRequired: true,
      choices: undefined,
      defaultText: undefined,
    }]);
  }

  hold(): () => void {
    this.held++;
    return () => this.held--;
  }
}

/** An output of these bytes. */
export function testOutput(name: string, content: Uint8Array | string): CallOutput {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const reading = readFile(new Uint8Array(bytes));
  return {
    name,
    mediaType: reading.kind === "empty" ? "text/plain" : reading.mediaType,
    byteLength: bytes.length,
    reading,
    pieces: () => piecesOf(bytes),
  };
}

/** The whole of an input. */
export async function bytesOf(input: CallInput): Promise<Uint8Array<ArrayBuffer>> {
  const parts = (await Array.fromAsync(input.pieces())).map((part) => new Uint8Array(part));
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** A service that answers what it is given. */
export async function echo(input: CallInput): Promise<Partial<CallResult>> {
  return { outputs: [testOutput(input.name, await bytesOf(input))] };
}
