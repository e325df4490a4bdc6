/** Services for tests, in the shapes of two generations. */

/** A service as a cluster of 4.1 lists it. */
export const NEW_SERVICE = {
  name: "plants",
  memory: "512Mi",
  cpu: "0.5",
  enable_gpu: false,
  synchronous: { min_scale: 0, max_scale: 0 },
  log_level: "CRITICAL",
  image: "grycap/plants",
  token: "a".repeat(64),
  input: [{ storage_provider: "minio.default", path: "plants/in" }],
  output: [{ storage_provider: "minio.default", path: "plants/out", suffix: ["json"], prefix: [] }],
  script: "#!/bin/sh\nexport KEY=secret-of-script\n",
  expose: { api_port: [], set_auth: true },
  environment: {
    variables: { INPUT_TYPE: "json", PAPI_TITLE: "Plants of the world" },
    secrets: {},
  },
  storage_providers: {
    minio: {
      default: {
        endpoint: "https://minio.example.org",
        verify: true,
        access_key: "hidden",
        secret_key: "hidden",
        region: "us-east-1",
      },
    },
  },
  owner: "cluster_admin",
  namespace: "oscar-svc",
  visibility: "private",
  allowed_users: [],
  isolation_level: "",
  bucket_list: [],
  mount: { storage_provider: "", path: "" },
  federation: { topology: "none" },
};

/** The same as a cluster of 3.0 lists it. */
export const OLD_SERVICE = {
  name: "plants",
  memory: "512Mi",
  cpu: "0.5",
  log_level: "INFO",
  image: "grycap/plants",
  token: "b".repeat(64),
  input: [{ storage_provider: "minio", path: " /plants/in/ " }],
  output: null,
  script: "#!/bin/sh\n",
  expose: { port: 0, max_scale: 0 },
  environment: { Variables: { INPUT_TYPE: "json" } },
  storage_providers: {
    minio: {
      default: {
        endpoint: "https://minio.example.org",
        verify: true,
        access_key: "key",
        secret_key: "secret",
        region: "us-east-1",
      },
    },
    onedata: { "my-space": { oneprovider_host: "x", token: "t", space: "s" } },
  },
};
