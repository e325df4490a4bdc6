/**
 * Between grpc-js and the handlers, the same for every service: who may call what, decoding and encoding,
 * refusal while framebox stops, cancellation, one mapping of errors, and the count of calls under way.
 *
 * @module
 */
import type { Buffer } from "node:buffer";
import type grpc from "@grpc/grpc-js";
import type { Access, Authenticator, AuthRequest } from "../auth/mod.ts";
import { FrameboxError, GRPC_STATUS, toFrameboxError } from "../base/errors/mod.ts";
import type { Logger } from "../base/log/mod.ts";
import { type Admission, callInfo } from "./call_info.ts";
import { asBuffer } from "./framed_message.ts";
import type { Listener, Peer } from "./listener.ts";
import type { ProtoMethod } from "./proto.ts";
import { type Call, type CallEnd, EncodedMessage, type Handler, type Service } from "./service.ts";

type AnyCall =
  | grpc.ServerWritableStream<Buffer, Buffer>
  | grpc.ServerDuplexStream<Buffer, Buffer>;

/** Bound on the text of a status: it travels as a header. */
const MAX_DETAILS = 1000;

/** How long a server that stops waits until an answered call's stream has closed. */
const STREAM_CLOSE_MS = 500;

/** Runs the handlers. */
export class Dispatcher {
  readonly #listener: Pick<Listener, "find">;
  readonly #auth: Authenticator;
  readonly #log: Logger;
  readonly #access = new Map<string, Access>();
  readonly #draining = new AbortController();
  readonly #underWay = new Set<Promise<void>>();
  #closed = false;

  constructor(listener: Pick<Listener, "find">, auth: Authenticator, log: Logger) {
    this.#listener = listener;
    this.#auth = auth;
    this.#log = log;
  }

  /** Aborts when framebox begins to stop. */
  get draining(): AbortSignal {
    return this.#draining.signal;
  }

  /** From now on only calls that end work are taken. */
  drain(): void {
    this.#draining.abort(
      new FrameboxError("UNAVAILABLE", "framebox is stopping; ask again when it is back."),
    );
  }

  /** From now on only background calls are taken. Resolves when those under way are done. */
  async finish(): Promise<void> {
    this.drain();
    this.#closed = true;
    await Promise.allSettled([...this.#underWay]);
  }

  /** Adds a service to a grpc-js server. */
  add(server: grpc.Server, service: Service): void {
    const definition: Record<string, grpc.MethodDefinition<Buffer, Buffer>> = {};
    const implementation: grpc.UntypedServiceImplementation = {};
    for (const method of service.definition.methods) {
      const handler = service.handlers[method.name];
      if (!handler) continue;
      this.#access.set(method.path, handler.options.access);
      definition[method.name] = rawMethod(method);
      implementation[method.name] = (call: AnyCall) => this.#run(call, method, handler);
    }
    server.addService(definition, implementation);
  }

  /** Enforces what each method declares: the only place that decides whether a call is taken. */
  admit(path: string, metadata: grpc.Metadata): Admission {
    const request: AuthRequest = {
      transport: "grpc",
      header: (name) => metadata.get(name)[0]?.toString(),
    };
    try {
      const access = this.#access.get(path);
      // grpc-js answers calls of unknown methods by itself.
      if (access === undefined) throw new Error(`No service has the method ${path}.`);
      return { principal: this.#auth.admit(request, access) };
    } catch (error) {
      return { refusal: statusOf(toFrameboxError(error)) };
    }
  }

  #run(call: AnyCall, method: ProtoMethod, handler: Handler): void {
    const running = this.#serve(call, method, handler).catch((caught: unknown) => {
      if (call.cancelled) return;
      const error = toFrameboxError(caught);
      if (error.code === "INTERNAL") {
        this.#log.error("grpc_call_failed", error, { method: method.path });
      } else {
        this.#log.debug("grpc_call_refused", { method: method.path, error: error.message });
      }
      call.emit("error", statusOf(error));
    }).then(() => this.draining.aborted ? streamClosed(call) : undefined);
    if (handler.options.background) return;
    this.#underWay.add(running);
    running.finally(() => this.#underWay.delete(running));
  }

  async #serve(call: AnyCall, method: ProtoMethod, handler: Handler): Promise<void> {
    const { whileDraining, background } = handler.options;
    const taken = background || !this.draining.aborted || (whileDraining && !this.#closed);
    if (!taken) throw this.draining.reason;
    const info = callInfo(call.metadata);
    if (!info) throw new Error("The interceptor did not see this call.");
    const cancelled = new AbortController();
    call.once(
      "cancelled",
      () => cancelled.abort(new FrameboxError("CANCELLED", "The caller has gone.")),
    );
    if (call.cancelled) cancelled.abort();
    const ended = Promise.withResolvers<CallEnd>();
    let complete = false;
    info.closed.then((resetCode) =>
      ended.resolve({ complete: complete && resetCode === 0, resetCode })
    );
    const context: Call = {
      peer: this.#listener.find(info.ends) ?? GONE,
      principal: info.principal,
      metadata: (key) => textOf(call.metadata, key),
      signal: cancelled.signal,
      draining: this.draining,
      ended: ended.promise,
    };
    const requests = decoded(call, method);
    for await (const answer of handler.handle(requests, context)) {
      const { bytes, hasPrefix } = answer instanceof EncodedMessage
        ? answer
        : new EncodedMessage(method.encode(answer));
      await write(call, asBuffer(bytes, hasPrefix), cancelled.signal);
    }
    complete = true;
    call.end();
  }
}

/**
 * Resolves when a call's stream has closed: its caller has got the status, and the connection may be cut. A
 * caller that leaves its side open is not waited for beyond a limit.
 */
async function streamClosed(call: AnyCall): Promise<void> {
  const waited = Promise.withResolvers<void>();
  const timer = setTimeout(waited.resolve, STREAM_CLOSE_MS);
  await Promise.race([callInfo(call.metadata)?.closed, waited.promise]);
  clearTimeout(timer);
}

/** The status of an error, fit for the wire. */
export function statusOf(error: FrameboxError): Pick<grpc.StatusObject, "code" | "details"> {
  return {
    code: GRPC_STATUS[error.code],
    details: error.message.slice(0, MAX_DETAILS).toWellFormed(),
  };
}

/** The connection of a call whose connection closed before its handler began. */
const GONE: Peer = { host: "unknown", localPort: 0, closed: AbortSignal.abort() };

/**
 * Every method as one with a stream of answers, which on the wire is the same as one answer: for these alone
 * grpc-js reports when an answer has been written.
 */
function rawMethod(method: ProtoMethod): grpc.MethodDefinition<Buffer, Buffer> {
  const same = (bytes: Buffer) => bytes;
  return {
    path: method.path,
    requestStream: method.requestStream,
    responseStream: true,
    requestSerialize: same,
    requestDeserialize: same,
    responseSerialize: same,
    responseDeserialize: same,
  };
}

/**
 * Has one message read ahead. Node reads sixteen objects ahead; these may be pictures, and all of a blocked
 * client's would be in framebox's memory.
 */
function readOneAhead(call: AnyCall): void {
  const state: unknown = Reflect.get(call, "_readableState");
  if (typeof state !== "object" || state === null || !("highWaterMark" in state)) {
    throw new Error("This Node has no bound where dispatch.ts sets it; adapt dispatch.ts.");
  }
  state.highWaterMark = 1;
}

async function* decoded(call: AnyCall, method: ProtoMethod): AsyncGenerator<unknown> {
  if (!("request" in call)) readOneAhead(call);
  // A plain iteration would destroy the stream at its end, and its answers with it.
  const messages = "request" in call ? [call.request] : call.iterator({ destroyOnReturn: false });
  for await (const bytes of messages) {
    let request: unknown;
    try {
      request = method.decode(bytes);
    } catch (cause) {
      throw new FrameboxError(
        "INVALID_ARGUMENT",
        `The bytes of this message are not what ${method.path} takes; see its proto file.`,
        cause,
      );
    }
    yield request;
  }
}

function textOf(metadata: grpc.Metadata, key: string): string | undefined {
  const value = metadata.get(key)[0];
  return typeof value === "string" ? value : undefined;
}

/** Resolves when the bytes have gone to the connection. */
function write(call: AnyCall, bytes: Buffer, cancelled: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (cancelled.aborted) return reject(cancelled.reason);
    const stop = () => reject(cancelled.reason);
    cancelled.addEventListener("abort", stop, { once: true });
    call.write(bytes, (error: Error | null | undefined) => {
      cancelled.removeEventListener("abort", stop);
      if (error) reject(error);
      else resolve();
    });
  });
}
