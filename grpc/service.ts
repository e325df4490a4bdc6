/**
 * What a service is to the server: its declaration in a proto file, and a handler for each method.
 * Handlers know nothing of grpc-js: they get plain requests and a {@linkcode Call}.
 *
 * @module
 */
import type { Access, Principal } from "../auth/mod.ts";
import type { Peer } from "./listener.ts";
import type { ProtoService } from "./proto.ts";

/** How an answered call ended. */
export interface CallEnd {
  /** The whole answer went out and the peer did not refuse it. */
  readonly complete: boolean;
  /** The HTTP/2 error code that the stream was reset with; 0 when it was not reset. */
  readonly resetCode: number;
}

/** One call under way. */
export interface Call {
  /** The connection that it comes by. */
  readonly peer: Peer;
  /** Who calls. */
  readonly principal: Principal;
  /** The first value of a text metadata key. */
  metadata(key: string): string | undefined;
  /** Aborts when the caller disconnects or cancels, or its deadline is over. */
  readonly signal: AbortSignal;
  /** Aborts when framebox begins to stop: calls that only wait must end. */
  readonly draining: AbortSignal;
  /** Resolves when the call's stream has closed. Never rejects. */
  readonly ended: Promise<CallEnd>;
}

/** A method's handler, whatever its kind; made by {@linkcode unary} or {@linkcode streaming}. */
export interface Handler {
  handle(requests: AsyncIterable<unknown>, call: Call): AsyncIterable<unknown>;
  /** Who may call, and when: see {@linkcode HandlerOptions}. */
  readonly options: HandlerOptions;
}

/** What the server needs to know of a method. */
export interface HandlerOptions {
  /** What its callers need; the dispatcher enforces it before any message is read. */
  readonly access: Access;
  /** Calls are taken while framebox drains: they end work and begin none. */
  readonly whileDraining?: boolean;
  /** Nothing is lost when its calls are cut: they are taken until the end, and a drain doesn't wait for them. */
  readonly background?: boolean;
}

/** A service as the server takes it. */
export interface Service {
  readonly definition: ProtoService;
  /** By method name, as the proto file has it. */
  readonly handlers: Readonly<Record<string, Handler>>;
}

/** An answer that is serialized already; it is sent as it is. */
export class EncodedMessage {
  /**
   * @param bytes the message in its wire format
   * @param hasPrefix gRPC's prefix stands before it in its buffer: then it is sent without a copy
   */
  constructor(readonly bytes: Uint8Array, readonly hasPrefix = false) {}
}

/**
 * A handler of one request and one answer.
 *
 * The types are not checked against the proto file; {@linkcode ProtoMethod.decode} describes requests.
 */
export function unary<Request, Response>(
  handle: (request: Request, call: Call) => Promise<Response | EncodedMessage>,
  options: HandlerOptions,
): Handler {
  return streaming<Request, Response>(async function* (requests, call) {
    for await (const request of requests) yield await handle(request, call);
  }, options);
}

/** A handler of many requests or many answers. Types as with {@linkcode unary}. */
export function streaming<Request, Response>(
  handle: (
    requests: AsyncIterable<Request>,
    call: Call,
  ) => AsyncIterable<Response | EncodedMessage>,
  options: HandlerOptions,
): Handler {
  return { handle: handle as Handler["handle"], options };
}
