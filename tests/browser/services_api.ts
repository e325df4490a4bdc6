/**
 * The API of clusters and calls, answered from what a test puts into it: a call changes when the test changes it.
 */
import type {
  ArchiveEntriesJson,
  CallEventJson,
  CallJson,
  ClusterJson,
  ErrorJson,
  OutputJson,
  ServiceJson,
  ServiceParameterJson,
} from "../../web/wire/mod.ts";
import { callOf } from "../../web/client/services/test_services.ts";

/** What was sent to be called. */
export interface Received {
  readonly query: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** The API. */
export class ServicesApi {
  clusters: ClusterJson[] = [];
  services: ServiceJson[] = [];
  parameters: ServiceParameterJson[] = [];
  /** Calls by their sessions' ids and their own. */
  readonly calls = new Map<string, CallJson>();
  readonly received: Received[] = [];
  /** Logs by calls' ids. */
  readonly logs = new Map<string, string>();
  /** By path: a file, or JSON. */
  readonly files = new Map<string, { type: string; body: BodyInit }>();
  /** Why the next login is refused. */
  refusal: ErrorJson | undefined;
  readonly #streams = new Map<string, Set<ReadableStreamDefaultController<Uint8Array>>>();
  #change = 0;

  /** @returns undefined: it is none of its addresses */
  async respond(request: Request): Promise<Response | undefined> {
    const { pathname, searchParams } = new URL(request.url);
    const file = this.files.get(pathname);
    if (file) return new Response(file.body, { headers: { "content-type": file.type } });
    const [, what, ...rest] = /^\/api\/v1\/(\w+)(?:\/(.+))?$/.exec(pathname) ?? [];
    const parts = (rest[0] ?? "").split("/").filter((part) => part !== "").map(decodeURIComponent);
    if (what === "clusters") return await this.#cluster(request, parts);
    if (what === "services") return this.#service(parts);
    if (what === "calls") {
      return Response.json({ calls: [...this.calls.values()], last: this.#change });
    }
    const [session = "", calls, call] = parts;
    if (what !== "sessions" || calls !== "calls") return undefined;
    if (call === "events") return this.#events(session);
    if (call === undefined) return await this.#made(request, session, searchParams);
    return this.#call(request, `${session}/${call}`, parts[3]);
  }

  /** The newest call. */
  get newest(): CallJson {
    const call = [...this.calls.values()].at(-1);
    if (!call) throw new Error("nothing was called");
    return call;
  }

  /** Changes a call, and notifies the listeners. */
  change(call: Pick<CallJson, "session" | "call">, change: Partial<CallJson>): CallJson {
    const key = `${call.session}/${call.call}`;
    const known = this.calls.get(key);
    if (!known) throw new Error("there is no such call");
    const changed = { ...known, ...change, change: this.#change += 1 };
    this.calls.set(key, changed);
    this.#notify(call.session, { type: "call", call: changed });
    return changed;
  }

  /** Ends a call with what came of it. */
  finish(call: CallJson, outputs: readonly OutputJson[], more: Partial<CallJson> = {}): CallJson {
    const ended = new Date().toISOString();
    const done = { state: "done", outputs, ended, since: ended, seconds: 2.5 } as const;
    return this.change(call, { ...done, ...more });
  }

  /** Whether there is a listener to the events of a session. */
  isListenedTo(session: string): boolean {
    return (this.#streams.get(session)?.size ?? 0) > 0;
  }

  /** Ends the streams of events. */
  close(): void {
    for (const streams of this.#streams.values()) {
      for (const stream of streams) stream.close();
      streams.clear();
    }
  }

  async #cluster(request: Request, [name, login]: readonly string[]): Promise<Response> {
    const at = this.clusters.findIndex((cluster) => cluster.name === name);
    const cluster = this.clusters[at];
    if (!cluster || login !== "login") return Response.json({ clusters: this.clusters });
    if (request.method === "DELETE") {
      this.clusters[at] = { ...cluster, state: "login-needed", user: null };
      return new Response(null, { status: 204 });
    }
    const { user, password } = await request.json();
    if (this.refusal || password !== "secret") {
      const message = "The cluster refuses this login; check user and password, or log in again.";
      const refused = { code: "UNAUTHENTICATED", reason: "cluster-login-refused", message };
      return Response.json({ error: this.refusal ?? { ...refused, details: {} } }, { status: 401 });
    }
    this.clusters[at] = { ...cluster, state: "connected", user };
    return Response.json(this.clusters[at]);
  }

  #service(parts: readonly string[]): Response {
    const connected = this.clusters.filter(({ state }) => state === "connected");
    const names = connected.map(({ name }) => name);
    const services = this.services.filter(({ cluster }) => names.includes(cluster));
    if (parts.length === 0) return Response.json({ services, clusters: this.clusters });
    if (parts[2] === "parameters") return Response.json({ parameters: this.parameters });
    const found = services.find(({ name }) => name === parts.slice(0, 2).join("/"));
    return found ? Response.json(found) : unknown();
  }

  async #made(request: Request, session: string, query: URLSearchParams): Promise<Response> {
    const now = new Date().toISOString();
    const values = Object.fromEntries(query);
    const body = new Uint8Array(await request.arrayBuffer());
    this.received.push({ query: values, body });
    const call = `call-${this.received.length}`;
    const url = `/api/v1/sessions/${session}/calls/${call}/input`;
    const kind = values["input"] as CallJson["input"]["kind"];
    const isPicture = kind === "picture";
    const made = callOf(`${session}/${call}`, {
      ...{ change: this.#change += 1, service: values["service"] ?? "" },
      mode: values["mode"] === "async" ? "async" : "sync",
      input: {
        ...{ name: values["name"] ?? "", media_type: isPicture ? "image/jpeg" : "text/plain" },
        ...{ bytes: body.length, kind, url, shown_url: isPicture ? `${url}?shown=1` : null },
      },
      ...{ total_bytes: body.length, since: now, started: now, usual_seconds: 12 },
    });
    this.files.set(url, { type: made.input.media_type, body });
    this.calls.set(`${session}/${call}`, made);
    this.#notify(session, { type: "call", call: made });
    return Response.json(made, { status: 201 });
  }

  #call(request: Request, key: string, what: string | undefined): Response {
    const call = this.calls.get(key);
    if (!call) return unknown();
    if (what === "log") return new Response(this.logs.get(call.call) ?? "");
    if (what === "again") {
      return Response.json(this.change(call, { state: "queued", error: null, outputs: [] }), {
        status: 201,
      });
    }
    if (request.method !== "DELETE") return Response.json(call);
    if (["done", "failed", "cancelled"].includes(call.state)) {
      this.calls.delete(key);
      this.#notify(call.session, { type: "removed", call: call.call });
    } else this.finish(call, [], { state: "cancelled" });
    return new Response(null, { status: 204 });
  }

  #events(session: string): Response {
    const streams = this.#streams.get(session) ?? new Set();
    this.#streams.set(session, streams);
    let own: ReadableStreamDefaultController<Uint8Array>;
    const known = [...this.calls.values()].filter((call) => call.session === session);
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        own = controller;
        controller.enqueue(new TextEncoder().encode(": hello\n\n"));
        for (const call of known) controller.enqueue(eventOf({ type: "call", call }, call.change));
        streams.add(controller);
      },
      cancel: () => {
        streams.delete(own);
      },
    });
    return new Response(body, { headers: { "content-type": "text/event-stream" } });
  }

  #notify(session: string, event: CallEventJson) {
    for (const stream of this.#streams.get(session) ?? []) {
      stream.enqueue(eventOf(event, this.#change));
    }
  }
}

/** Files of an archive, as an output's `entries_url` gives them. */
export function entriesOf(url: string, names: readonly string[]): ArchiveEntriesJson {
  const entries = names.map((name, entry) => ({
    ...{ entry, name, media_type: name.endsWith(".jpg") ? "image/jpeg" : "text/plain" },
    ...{ bytes: 2000, url: `${url}/${entry}` },
  }));
  return { entries, problem: null };
}

function eventOf(event: CallEventJson, change: number): Uint8Array {
  return new TextEncoder().encode(`id: ${change}\ndata: ${JSON.stringify(event)}\n\n`);
}

function unknown(): Response {
  const message = "There is no such thing; list what there is.";
  return Response.json({ error: { code: "NOT_FOUND", message } }, { status: 404 });
}
