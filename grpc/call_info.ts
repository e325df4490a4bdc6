/**
 * What grpc-js knows of a call and does not pass to handlers: both ends of its connection, and how its HTTP/2
 * stream ends. An interceptor stores it by the call's metadata object, which the handler gets, too.
 *
 * @module
 */
import { EventEmitter } from "node:events";
import grpc from "@grpc/grpc-js";
import type { Principal } from "../auth/mod.ts";
import { widenWindow } from "./flow_control.ts";
import { sendsFramed } from "./framed_message.ts";
import type { Endpoints } from "./listener.ts";
import { joinsMessages } from "./message_decoder.ts";

/** What the interceptor stores of a call. */
export interface CallInfo {
  readonly ends: Endpoints;
  readonly principal: Principal;
  /** The code the stream was reset with, 0 if it was not; settles when the stream has closed. */
  readonly closed: Promise<number>;
}

const infos = new WeakMap<grpc.Metadata, CallInfo>();

/** The info of a call, by the metadata object that its handler got. */
export function callInfo(metadata: grpc.Metadata): CallInfo | undefined {
  return infos.get(metadata);
}

/** Who calls, or the status that ends the call. */
export type Admission =
  | { readonly principal: Principal }
  | { readonly refusal: Pick<grpc.StatusObject, "code" | "details"> };

/** Decides about a call by its path and its metadata. */
export type Admit = (path: string, metadata: grpc.Metadata) => Admission;

/**
 * The interceptor: remembers each call's info, and has it admitted before any message is read, so that
 * a caller that is refused can't make framebox hold 64 MB.
 */
export function callInterceptor(admit: Admit): grpc.ServerInterceptor {
  return (method, call) => {
    const stream = streamOf(call);
    widenWindow(Reflect.get(stream, "session"));
    const closed = whenClosed(stream);
    sendsFramed(call);
    joinsMessages(call);
    return new grpc.ServerInterceptingCall(call, {
      start: (next) =>
        next({
          onReceiveMetadata: (metadata, proceed) => {
            const admission = admit(method.path, metadata);
            if ("refusal" in admission) return call.sendStatus(admission.refusal);
            const ends = call.getConnectionInfo();
            infos.set(metadata, { ends, closed, principal: admission.principal });
            proceed(metadata);
          },
        }),
    });
  };
}

/**
 * The stream is private in grpc-js. Nothing public distinguishes a peer that refused an answer (a Python client
 * resets the stream with code 11 when a message is over its limit) from one that took it.
 */
function streamOf(call: grpc.ServerInterceptingCallInterface): EventEmitter {
  const stream: unknown = Reflect.get(call, "stream");
  if (stream instanceof EventEmitter) return stream;
  throw new Error("This grpc-js has no stream where call_info.ts reads it; adapt call_info.ts.");
}

function whenClosed(stream: EventEmitter): Promise<number> {
  return new Promise((resolve) =>
    stream.once("close", () => {
      const code: unknown = Reflect.get(stream, "rstCode");
      resolve(typeof code === "number" ? code : 0);
    })
  );
}
