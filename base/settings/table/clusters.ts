import { clusterServices } from "../cluster_services.ts";
import { clusterAddresses } from "../clusters.ts";
import { count, megabytes, seconds, setting } from "../setting.ts";
import { oneOf, password, text, yesNo } from "../types.ts";

const CLUSTERS = "OSCAR clusters";

/** Which clusters' services may be called, and how. */
export const CLUSTER_SETTINGS = {
  oscarEndpoint: setting(CLUSTERS, "OSCAR_ENDPOINT", {
    type: clusterAddresses(),
    default: [],
    help:
      "Address of an OSCAR cluster whose services users may call; several as `name=address,…`. One without a name is called oscar.",
  }),
  oscarCa: setting(CLUSTERS, "OSCAR_CA", {
    type: text("a path"),
    default: "",
    help: "PEM file with the authority that signed the clusters' and their storage's certificates.",
  }),
  oscarInsecure: setting(CLUSTERS, "OSCAR_INSECURE", {
    type: yesNo(),
    default: false,
    help:
      "Skip the check of the clusters' certificates: who stands between can read logins and data.",
  }),
  minioEndpoint: setting(CLUSTERS, "MINIO_ENDPOINT", {
    type: clusterAddresses(),
    default: [],
    help:
      "Address of a cluster's storage, where framebox can't reach the one that the cluster names; several as `name=address,…`.",
  }),
  oscarLogin: setting(CLUSTERS, "OSCAR_LOGIN", {
    type: oneOf(["password", "oidc"]),
    default: "password",
    help:
      "How users log in at clusters: by the cluster's own user and password, or by the login of OIDC_ISSUER.",
  }),
  oscarUser: setting(CLUSTERS, "OSCAR_USER", {
    type: text("a user, or name=user where there are several clusters"),
    default: "",
    help:
      "A cluster's administrator, for all users; with several clusters `name=user`. Needs OSCAR_PASSWORD and OSCAR_SERVICES.",
  }),
  oscarPassword: setting(CLUSTERS, "OSCAR_PASSWORD", {
    type: password(),
    default: "",
    help: "The password of OSCAR_USER.",
  }),
  oscarServices: setting(CLUSTERS, "OSCAR_SERVICES", {
    type: clusterServices(),
    default: [],
    help: "Services that may be called as OSCAR_USER, and how services are called, e.g. `*` or " +
      "`plants,lab/yolo?input=picture&resize=1024&labels=predictions.labels&one-at-a-time&mode=async`.",
  }),
  oscarShared: setting(CLUSTERS, "OSCAR_SHARED", {
    type: yesNo(),
    default: false,
    help: "Everyone who reaches framebox may call the services of OSCAR_SERVICES as OSCAR_USER.",
  }),
  oscarKeepLoginS: setting(CLUSTERS, "OSCAR_KEEP_LOGIN_S", {
    type: seconds(),
    default: 300,
    help:
      "A user's login at a cluster ends this long after the page was closed and the last run ended.",
  }),
  oscarMaxCalls: setting(CLUSTERS, "OSCAR_MAX_CALLS", {
    type: count(10_000, "calls"),
    default: 256,
    help: "Calls of a cluster's services at once, for each login.",
  }),
  oscarMaxWaiting: setting(CLUSTERS, "OSCAR_MAX_WAITING", {
    type: count(100_000, "calls"),
    default: 1000,
    help: "Calls that wait for their turn, for each login.",
  }),
  oscarColdStartS: setting(CLUSTERS, "OSCAR_COLD_START_S", {
    type: seconds(),
    default: 60,
    help: "How long a service that is starting is tried again.",
  }),
  oscarSyncMaxMb: setting(CLUSTERS, "OSCAR_SYNC_MAX_MB", {
    type: megabytes(1024),
    default: 20,
    help: "Bound on the input of a synchronous call; larger ones need asynchronous calls.",
  }),
  oscarAsyncMaxS: setting(CLUSTERS, "OSCAR_ASYNC_MAX_S", {
    type: seconds(),
    default: 3600,
    help: "How long an asynchronous call may take.",
  }),
  oscarRemoveFiles: setting(CLUSTERS, "OSCAR_REMOVE_FILES", {
    type: yesNo(),
    default: false,
    help: "Remove a call's own input and results from the cluster's storage once they are fetched.",
  }),
} as const;
