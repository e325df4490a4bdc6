/** A cluster that does nothing itself, so that what a client adds can be measured: a manager, and perhaps a MinIO. */
import type { StorageAccess } from "../oscar/service/mod.ts";

/** The administrator of the cluster. */
export const LOGIN = { user: "oscar", password: "bench" } as const;

/** The token of all its services. */
export const TOKEN = "0".repeat(64);

/** A running manager. */
export interface PlainCluster extends AsyncDisposable {
  /** Its address, without a slash at its end. */
  readonly address: string;
}

/**
 * Starts a manager whose services answer each input with itself, at once, and whose jobs others do.
 *
 * @param names of its services; each has the folders `in` and `out` of the bucket `bench`
 */
export function startPlainCluster(names: readonly string[], storage?: StorageAccess): PlainCluster {
  const provider = storage && {
    endpoint: storage.endpoint,
    verify: storage.verify,
    access_key: storage.accessKey,
    secret_key: storage.secretKey,
    region: storage.region,
  };
  const services = names.map((name) => serviceOf(name, storage !== undefined));
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    async (request) => {
      const path = new URL(request.url).pathname.replace(/\/$/, "");
      const [, area = "", what = "", name = ""] = path.split("/");
      if (area === "run") return answerOf(await request.text());
      if (area !== "system") return new Response(null, { status: 404 });
      if (what === "config") {
        return Response.json({
          config: { name: "bench", serverless_backend: "knative" },
          minio_provider: provider ?? {},
        });
      }
      if (what === "logs") return Response.json({ jobs: {} });
      if (what !== "services") return new Response(null, { status: 404 });
      if (path.endsWith("/deployment")) return new Response(null, { status: 404 });
      const one = services.find((service) => service.name === name);
      return Response.json(name === "" ? services : one ?? null, {
        status: name === "" || one ? 200 : 404,
      });
    },
  );
  return {
    address: `http://127.0.0.1:${server.addr.port}`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** The supervisor's answer with one file: its base64, and a line break. */
function answerOf(body: string): Response {
  return new Response(`${body.replace(/\s/g, "")}\n`);
}

function serviceOf(name: string, hasStorage: boolean) {
  const path = (folder: string) => [{ storage_provider: "minio.default", path: `bench/${folder}` }];
  return {
    name,
    image: `example.org/${name}`,
    memory: "512Mi",
    cpu: "0.5",
    enable_gpu: false,
    log_level: "CRITICAL",
    token: TOKEN,
    script: '#!/bin/sh\ncp "$INPUT_FILE_PATH" "$TMP_OUTPUT_DIR"\n',
    input: hasStorage ? path("in") : [],
    output: hasStorage ? path("out") : [],
    environment: { variables: {}, secrets: {} },
  };
}
