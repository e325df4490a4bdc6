/** Files and directories that settings name: what is wrong with one names the setting and the path. */
import { createPrivateKey, X509Certificate } from "node:crypto";
import { FrameboxError, pathProblem } from "./base/errors/mod.ts";
import { type DataRoot, defaultDataRoot, ownUserId } from "./hub/mod.ts";
import { SETTINGS, type Settings } from "./base/settings/mod.ts";

/** The directory of the sessions' files. */
export async function dataRoot({ dataDir }: Settings): Promise<DataRoot> {
  if (dataDir !== "") return { path: dataDir, isDefault: false };
  return await defaultDataRoot({
    runtime: Deno.env.get("XDG_RUNTIME_DIR"),
    // Where POSIX puts temporary files.
    temporary: Deno.env.get("TMPDIR") || "/tmp",
    uid: ownUserId(),
  });
}

/** A certificate chain and its key, both PEM. */
export interface TlsFiles {
  readonly certPem: string;
  readonly keyPem: string;
}

/**
 * Reads the files of TLS, if there are any. What is in them is checked, too: code that uses them would
 * reveal nothing of their paths.
 *
 * @throws {FrameboxError} `FAILED_PRECONDITION`
 */
export async function readTls({ tlsCert, tlsKey }: Settings): Promise<TlsFiles | undefined> {
  if (tlsCert === "") return undefined;
  const certPem = await readText(tlsCert, "TLS_CERT");
  const keyPem = await readText(tlsKey, "TLS_KEY");
  const certificate = parsed(`${tlsCert}, which TLS_CERT names, holds no certificate`, () => {
    return new X509Certificate(certPem);
  });
  const key = parsed(`${tlsKey}, which TLS_KEY names, holds no private key`, () => {
    return createPrivateKey(keyPem);
  });
  if (certificate.checkPrivateKey(key)) return { certPem, keyPem };
  throw new FrameboxError(
    "FAILED_PRECONDITION",
    `The key in ${tlsKey} (TLS_KEY) is not that of the certificate in ${tlsCert} (TLS_CERT); both ` +
      "must belong together, the server's own certificate first.",
  );
}

/**
 * Reads the file of an authority that signs certificates.
 *
 * @param setting the one that names it
 * @returns `undefined` for an empty path
 * @throws {FrameboxError} `FAILED_PRECONDITION`
 */
export async function readCa(path: string, setting: string): Promise<string | undefined> {
  if (path === "") return undefined;
  const pem = await readText(path, setting);
  parsed(`${path}, which ${setting} names, holds no certificate`, () => new X509Certificate(pem));
  return pem;
}

function parsed<T>(problem: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new FrameboxError(
      "FAILED_PRECONDITION",
      `The file ${problem} that can be read; it must be a PEM file without a password.`,
      error,
    );
  }
}

async function readText(path: string, setting: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    throw new FrameboxError(
      "FAILED_PRECONDITION",
      `The file ${path}, which ${setting} names, can't be read: ${
        pathProblem(error)
      }. It must be a ` +
        "PEM file that this user may read.",
      error,
    );
  }
}

/**
 * Checks a directory that the operator named; the usual one need not be there.
 *
 * @throws {FrameboxError} `FAILED_PRECONDITION`
 */
export async function checkSharedMemory({ avaSharedMemory: path }: Settings): Promise<void> {
  if (path === SETTINGS.avaSharedMemory.default) return;
  let problem: string | undefined;
  try {
    if ((await Deno.stat(path)).isDirectory) return;
  } catch (error) {
    problem = pathProblem(error);
  }
  throw new FrameboxError(
    "FAILED_PRECONDITION",
    `The directory ${path}, which AVA_SHARED_MEMORY names, can't be used: ${
      problem ?? "it is no directory"
    }. Clients on this host must find it under the same name.`,
  );
}
