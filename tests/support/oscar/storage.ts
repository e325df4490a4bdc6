/** A cluster's use of its MinIO: buckets and folders of services, and the webhooks that start their jobs. */
import { Minio } from "../minio.ts";
import { bucketAndFolder, type Definition } from "./definition.ts";
import type { StoredService } from "./services.ts";

/** A MinIO that calls a cluster. */
export class ClusterStorage implements AsyncDisposable {
  readonly minio: Minio;
  readonly #manager: string;

  private constructor(minio: Minio, manager: string) {
    this.minio = minio;
    this.#manager = manager;
  }

  /** Starts one without services; `manager` is the cluster's address. */
  static async start(manager: string): Promise<ClusterStorage> {
    return new ClusterStorage(await Minio.startWith({}), manager);
  }

  /** Makes what services need. It restarts MinIO, which ends its listeners. */
  async configure(services: readonly StoredService[]): Promise<void> {
    await this.minio.restart(Object.assign({}, ...services.map((one) => this.#webhook(one))));
    const definitions = services.map(({ definition }) => definition);
    const paths = definitions.flatMap(({ input, output }) => [...input ?? [], ...output ?? []])
      .filter(({ storage_provider }) => /^minio(\.default)?$/.test(storage_provider))
      .map(({ path }) => bucketAndFolder(path));
    const buckets = new Set(paths.map(({ bucket }) => bucket));
    for (const bucket of buckets) await this.#call("PUT", `/${bucket}`, "", [200, 409]);
    for (const { bucket, folder } of paths) {
      if (folder !== "") await this.#mark(`/${bucket}/${folder}/`);
    }
    for (const bucket of buckets) {
      await this.#call("PUT", `/${bucket}?notification=`, notificationsOf(bucket, definitions));
    }
  }

  /** Calls MinIO with its root keys; rejects where it is away. */
  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return this.minio.client.fetch(`${this.minio.access.endpoint}${path}`, init);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.minio[Symbol.asyncDispose]();
  }

  #webhook({ definition: { name }, token }: StoredService): Record<string, string> {
    return {
      [`MINIO_NOTIFY_WEBHOOK_ENABLE_${name}`]: "on",
      [`MINIO_NOTIFY_WEBHOOK_ENDPOINT_${name}`]: `${this.#manager}/job/${name}`,
      [`MINIO_NOTIFY_WEBHOOK_AUTH_TOKEN_${name}`]: token,
    };
  }

  /** An empty object stands for a folder; put again, it would start a job. */
  async #mark(path: string): Promise<void> {
    const found = await this.fetch(path, { method: "HEAD" });
    if (found.status === 404) await this.#call("PUT", path, "");
  }

  async #call(method: string, path: string, body: string, right = [200]): Promise<void> {
    const answer = await this.fetch(path, { method, body });
    const text = await answer.text();
    if (!right.includes(answer.status)) throw new Error(`${method} ${path}: ${text}`);
  }
}

function notificationsOf(bucket: string, definitions: readonly Definition[]): string {
  const queues = definitions.flatMap(({ name, input }) =>
    (input ?? []).map(({ path }) => bucketAndFolder(path))
      .filter((path) => path.bucket === bucket)
      .map(({ folder }) =>
        `<QueueConfiguration><Queue>arn:minio:sqs::${name}:webhook</Queue>` +
        `<Event>s3:ObjectCreated:*</Event><Filter><S3Key><FilterRule><Name>prefix</Name>` +
        `<Value>${folder === "" ? "" : `${folder}/`}</Value></FilterRule></S3Key></Filter>` +
        `</QueueConfiguration>`
      )
  );
  return `<NotificationConfiguration>${queues.join("")}</NotificationConfiguration>`;
}
