import { createPrivateKey, X509Certificate } from "node:crypto";
import { FrameboxError } from "../errors/mod.ts";

/**
 * Checks that a certificate and a key, both PEM, belong together. A server itself finds out at its first
 * connection.
 *
 * @throws {FrameboxError} `FAILED_PRECONDITION`, naming the settings
 */
export function checkTlsPair(certPem: string, keyPem: string): void {
  let cause: unknown;
  try {
    if (new X509Certificate(certPem).checkPrivateKey(createPrivateKey(keyPem))) return;
  } catch (caught) {
    cause = caught;
  }
  throw new FrameboxError(
    "FAILED_PRECONDITION",
    "TLS_CERT and TLS_KEY can't be used; both must be PEM files, and the key the certificate's own.",
    cause,
  );
}
