/** The supervisor of OSCAR's containers, run as they run it. */
import type { StorageAccess } from "../../../oscar/service/mod.ts";
import { type Definition, variablesOf } from "./definition.ts";

/** What a container is started with. */
export interface Container {
  readonly definition: Definition;
  readonly storage: StorageAccess;
  /** Path of the interpreter with the supervisor. */
  readonly python: string;
  /** Where it keeps its files. */
  readonly directory: string;
  /** Ends it with all its children. */
  readonly signal: AbortSignal;
}

/** How a container ended. */
export interface Ended {
  readonly code: number;
  /** What it wrote to either output. */
  readonly output: Uint8Array;
}

const SUPERVISE = '"$SUPERVISOR_PYTHON" -W ignore -m faassupervisor.supervisor 2>&1';

/** A synchronous call: the body on standard input. */
export async function superviseCall(container: Container, body: Uint8Array): Promise<Ended> {
  const child = spawn(container, SUPERVISE, {}, "piped");
  const written = new Blob([new Uint8Array(body)]).stream().pipeTo(child.stdin).catch(() => {});
  const pieces: Uint8Array[] = [];
  const ended = await finished(child, container.signal, (piece) => pieces.push(piece));
  await written;
  return { code: ended, output: new Uint8Array(await new Blob(pieces.map(copy)).arrayBuffer()) };
}

/**
 * A job: the event is in a variable that a shell writes, as clusters do it.
 *
 * @param onOutput called for each piece of the log
 * @returns the exit code
 * @throws where the event is larger than a variable can be
 */
export async function superviseJob(
  container: Container,
  event: string,
  onOutput: (piece: Uint8Array) => void,
): Promise<number> {
  const child = spawn(container, `echo $EVENT | ${SUPERVISE}`, { EVENT: event }, "null");
  return await finished(child, container.signal, onOutput);
}

function spawn(
  { definition, storage, python, directory }: Container,
  command: string,
  env: Readonly<Record<string, string>>,
  stdin: "piped" | "null",
): Deno.ChildProcess {
  return new Deno.Command("/bin/sh", {
    args: ["-c", command],
    // A process group of its own, so that its script can be ended with it.
    detached: true,
    stdin,
    stdout: "piped",
    stderr: "inherit",
    env: {
      ...variablesOf(definition),
      ...env,
      TMPDIR: directory,
      // The boto3 in the supervisor's binary is of its time: it tries for seconds while MinIO restarts.
      AWS_RETRY_MODE: "legacy",
      SUPERVISOR_PYTHON: python,
      FUNCTION_CONFIG: base64(JSON.stringify(configOf(definition, storage))),
      SCRIPT: base64(definition.script),
    },
  }).spawn();
}

/** YAML is what the supervisor reads, and JSON is YAML. */
function configOf({ name, log_level, input, output }: Definition, storage: StorageAccess): unknown {
  const { endpoint, verify, region, accessKey, secretKey } = storage;
  const access = { endpoint, verify, region, access_key: accessKey, secret_key: secretKey };
  return { name, log_level, input, output, storage_providers: { minio: { default: access } } };
}

async function finished(
  child: Deno.ChildProcess,
  signal: AbortSignal,
  onOutput: (piece: Uint8Array) => void,
): Promise<number> {
  const end = () => {
    try {
      Deno.kill(-child.pid, "SIGKILL");
    } catch {
      // It has ended already.
    }
  };
  signal.addEventListener("abort", end);
  if (signal.aborted) end();
  for await (const piece of child.stdout) onOutput(piece);
  const { code } = await child.status;
  signal.removeEventListener("abort", end);
  return code;
}

function base64(text: string): string {
  return new TextEncoder().encode(text).toBase64();
}

function copy(piece: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(piece);
}
