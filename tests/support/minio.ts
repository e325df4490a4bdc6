/** A real MinIO, as clusters have it. */
import { AwsClient } from "aws4fetch";
import type { StorageAccess } from "../../oscar/service/mod.ts";
import { freePorts } from "./free_ports.ts";
import { Child } from "./process.ts";

const KEYS = { accessKey: "framebox", secretKey: "secret-of-minio" };

/** `MINIO`, or the one on PATH, or where `go install` puts it. */
async function minioPath(): Promise<string> {
  const given = Deno.env.get("MINIO");
  if (given) return given;
  const folders = (Deno.env.get("PATH") ?? "").split(":");
  for (const folder of [...folders, `${Deno.env.get("HOME")}/go/bin`, "/root/go/bin"]) {
    const path = `${folder}/minio`;
    if (await Deno.stat(path).then((found) => found.isFile, () => false)) return path;
  }
  throw new Error("minio was not found; set MINIO to its path.");
}

/** A server on a directory of its own. */
export class Minio implements AsyncDisposable {
  readonly access: StorageAccess;
  readonly #path: string;
  readonly #directory: string;
  readonly #address: string;
  #env: Readonly<Record<string, string>>;
  #child: Child;

  private constructor(
    path: string,
    directory: string,
    address: string,
    env: Readonly<Record<string, string>>,
  ) {
    this.#env = env;
    this.#path = path;
    this.#directory = directory;
    this.#address = address;
    this.access = { endpoint: `http://${address}`, verify: true, region: "us-east-1", ...KEYS };
    this.#child = this.#spawn();
  }

  /** Starts one with some buckets. */
  static async start(...buckets: readonly string[]): Promise<Minio> {
    const minio = await Minio.startWith({});
    for (const bucket of buckets) {
      const answer = await minio.client.fetch(`${minio.access.endpoint}/${bucket}`, {
        method: "PUT",
      });
      await answer.body?.cancel();
      if (!answer.ok) throw new Error(`no bucket ${bucket}: ${answer.status}`);
    }
    return minio;
  }

  /** Starts one without buckets. */
  static async startWith(env: Readonly<Record<string, string>>): Promise<Minio> {
    const directory = await Deno.makeTempDir({ prefix: "minio-" });
    const minio = new Minio(await minioPath(), directory, `127.0.0.1:${freePorts(1)[0]}`, env);
    await minio.#ready();
    return minio;
  }

  /** Another client of it. */
  get client(): AwsClient {
    const { accessKey: accessKeyId, secretKey: secretAccessKey, region } = this.access;
    return new AwsClient({ accessKeyId, secretAccessKey, service: "s3", region, retries: 0 });
  }

  /** Ends it at once, as Kubernetes does when it takes too long. */
  async kill(): Promise<void> {
    await this.#child.stop("SIGKILL");
  }

  /** Starts it again, on what it had. */
  async startAgain(): Promise<void> {
    this.#child = this.#spawn();
    await this.#ready();
  }

  /** Restarts it in order with another environment, as clusters do for each service. */
  async restart(env: Readonly<Record<string, string>>): Promise<void> {
    await this.#child.stop("SIGTERM");
    this.#env = env;
    await this.startAgain();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    await Deno.remove(this.#directory, { recursive: true });
  }

  #spawn(): Child {
    return new Child(this.#path, {
      args: ["server", this.#directory, "--address", this.#address],
      env: {
        MINIO_ROOT_USER: KEYS.accessKey,
        MINIO_ROOT_PASSWORD: KEYS.secretKey,
        MINIO_BROWSER: "off",
        MINIO_UPDATE: "off",
        ...this.#env,
      },
    });
  }

  async #ready(): Promise<void> {
    await this.#child.line(/^API: /);
  }
}
