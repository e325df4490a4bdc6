/**
 * A call as every entrance can describe it.
 *
 * @module
 */

import type { HostPort } from "./host.ts";

/** How a call comes. */
export type Transport = "http" | "websocket" | "grpc";

/** What a browser's request is for. */
export interface RequestSite {
  /** The host that it names, as its sender knows it; `undefined` if that can't be a host. */
  readonly host: HostPort | undefined;
  /** HTTP's method. */
  readonly method: string;
  /** How its sender reaches this server; left out: unknown. */
  readonly scheme?: "http" | "https";
}

/** What is known of a call before any of its messages or its body is read. */
export interface AuthRequest {
  /** How it comes. */
  readonly transport: Transport;
  /**
   * The first value of a header, or of a text metadata key of gRPC.
   *
   * @param name in small letters
   */
  header(name: string): string | undefined;
  /** Whether a header stands there more than once, whose values `header` may have joined; left out: none does. */
  readonly isRepeated?: (name: string) => boolean;
  /** The address of the connection's other end; left out for calls of gRPC. */
  readonly peer?: string | undefined;
  /** Left out for calls of gRPC, which no page can send. */
  readonly site?: RequestSite;
}
