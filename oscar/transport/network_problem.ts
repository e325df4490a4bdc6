/**
 * What went wrong between framebox and a cluster, by the codes of OpenSSL and of the system.
 *
 * @module
 */

import { FurtherInside } from "./reach.ts";

/** What went wrong. */
export type NetworkProblem =
  /** No connection: refused, no such host, no route, or no answer within the limit. */
  | "away"
  /** The certificate can't be checked, or belongs to another host. */
  | "not-trusted"
  /** The connection was closed before the answer was whole. */
  | "closed"
  /** The other side speaks something else, or TLS where plain HTTP is asked for. */
  | "no-http"
  /** The address is further inside than the client may reach. */
  | "further-inside";

const CERTIFICATE =
  /CERT|SELF_SIGNED|ALTNAME|UNABLE_TO_(GET|VERIFY|DECRYPT)|HOSTNAME_MISMATCH|INVALID_CA|CRL/;
const CLOSED = /^(ECONNRESET|EPIPE|ECONNABORTED|ERR_STREAM_PREMATURE_CLOSE)$/;
const NO_HTTP = /^(HPE_|EPROTO|ERR_SSL|ERR_TLS_(?!CERT))/;

/**
 * The problem of an error that {@linkcode HttpClient} threw; `undefined` for one that is none of the network's, as an
 * abort.
 */
export function networkProblem(caught: unknown): NetworkProblem | undefined {
  if (!(caught instanceof Error)) return undefined;
  if (caught instanceof FurtherInside) return "further-inside";
  if (caught.name === "TimeoutError") return "away";
  if (caught.name === "AbortError") return undefined;
  const code = "code" in caught && typeof caught.code === "string" ? caught.code : "";
  if (CERTIFICATE.test(code) || /certificate/i.test(caught.message)) return "not-trusted";
  if (CLOSED.test(code) || /^(aborted|socket hang up)/i.test(caught.message)) return "closed";
  if (NO_HTTP.test(code) || /^parse error|handshake|corrupt message/i.test(caught.message)) {
    return "no-http";
  }
  return /^E(?!RR_)[A-Z]/.test(code) ? "away" : undefined;
}
