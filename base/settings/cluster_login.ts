/** The settings OSCAR_USER and OSCAR_PASSWORD: the operator's own login at a cluster, for all users. */
import { FrameboxError } from "../errors/mod.ts";
import { isLoopbackAddress } from "./host.ts";
import type { Settings } from "./table.ts";

/** A login at one cluster, which no other one is shown. */
export interface OperatorLogin {
  /** The cluster's name. */
  readonly cluster: string;
  /** The cluster's administrator. */
  readonly user: string;
  /** A secret. */
  readonly password: string;
}

/** The settings of clusters that have to fit together. */
export type ClusterSettings = Pick<
  Settings,
  | "oscarEndpoint"
  | "minioEndpoint"
  | "oscarUser"
  | "oscarPassword"
  | "oscarServices"
  | "oscarShared"
  | "oscarCa"
  | "oscarInsecure"
  | "oscarLogin"
  | "oidcIssuer"
  | "host"
  | "open"
  | "allowedHosts"
  | "trustedProxies"
>;

/**
 * Whether others than users of this host reach the page: also by a proxy on this host, which a further name of the page
 * or a trusted proxy shows.
 */
function isReachedByOthers(
  { host, open, allowedHosts, trustedProxies }: Pick<
    ClusterSettings,
    "host" | "open" | "allowedHosts" | "trustedProxies"
  >,
): boolean {
  return open || !isLoopbackAddress(host) || allowedHosts.length > 0 || trustedProxies.length > 0;
}

/** The settings that decide whether users log in by a cluster. */
export type ClusterLoginSettings = Pick<
  ClusterSettings,
  "oscarEndpoint" | "oscarUser" | "oscarLogin" | "host" | "open" | "allowedHosts" | "trustedProxies"
>;

/**
 * Whether users log in at framebox by a cluster's user and password: where others reach the page, each login at a
 * cluster needs a user of its own.
 */
export function hasClusterLogins(settings: ClusterLoginSettings): boolean {
  const { oscarEndpoint, oscarUser, oscarLogin } = settings;
  const count = oscarEndpoint.length - (oscarUser === "" ? 0 : 1);
  return count > 0 && oscarLogin === "password" && isReachedByOthers(settings);
}

/**
 * The operator's login; `undefined`: each user logs in.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` where it is not clear which cluster it is for
 */
export function operatorLogin(settings: ClusterSettings): OperatorLogin | undefined {
  const { oscarEndpoint: clusters, oscarUser, oscarPassword: password } = settings;
  if (oscarUser === "") return undefined;
  const [, name, rest = ""] = /^([a-z0-9-]+)=(.*)$/s.exec(oscarUser) ?? [];
  const named = clusters.find((cluster) => cluster.name === name);
  if (named && rest !== "") return { cluster: named.name, user: rest, password };
  const [only, ...others] = clusters;
  if (only && others.length === 0) return { cluster: only.name, user: oscarUser, password };
  throw wrong(
    only === undefined
      ? "OSCAR_USER logs in at a cluster, and there is none: OSCAR_ENDPOINT must name its address."
      : `OSCAR_USER is for one cluster of several: write it as name=user, with one of ${
        clusters.map((cluster) => cluster.name).join(", ")
      }.`,
  );
}

/**
 * Checks the settings of clusters together.
 *
 * @param hasLogins whether users of the page log in
 * @throws {FrameboxError} `INVALID_ARGUMENT`, a sentence that names the settings
 */
export function checkClusters(settings: ClusterSettings, hasLogins: boolean): void {
  const { oscarEndpoint: clusters, oscarServices: services } = settings;
  const names = new Set(clusters.map(({ name }) => name));
  for (const { name } of settings.minioEndpoint) {
    // One address without a name is for the only cluster, whatever that is called.
    if (names.has(name) || settings.minioEndpoint.length === 1 && names.size === 1) continue;
    throw wrong(`MINIO_ENDPOINT is for a cluster ${name}, which OSCAR_ENDPOINT does not name.`);
  }
  for (const { cluster } of services) {
    if (cluster === undefined || names.has(cluster)) continue;
    throw wrong(`OSCAR_SERVICES is for a cluster ${cluster}, which OSCAR_ENDPOINT does not name.`);
  }
  if (settings.oscarCa !== "" && settings.oscarInsecure) {
    throw wrong(
      "OSCAR_CA and OSCAR_INSECURE are both set: certificates are checked, or they are not.",
    );
  }
  if (settings.oscarLogin === "oidc" && settings.oidcIssuer === "") {
    throw wrong("OSCAR_LOGIN=oidc takes the logins of OIDC_ISSUER, which is not set.");
  }
  checkOperator(settings, hasLogins);
}

function checkOperator(settings: ClusterSettings, hasLogins: boolean): void {
  const { oscarUser, oscarPassword, oscarServices, oscarShared, open } = settings;
  if ((oscarUser === "") !== (oscarPassword === "")) {
    const alone = oscarUser === "" ? "OSCAR_PASSWORD" : "OSCAR_USER";
    throw wrong(
      `${alone} is set alone: a login at a cluster needs both OSCAR_USER and OSCAR_PASSWORD.`,
    );
  }
  const operator = operatorLogin(settings);
  if (operator === undefined) return;
  const isListed = ({ cluster }: { readonly cluster: string | undefined }) =>
    cluster === undefined || cluster === operator.cluster;
  if (!oscarServices.some(isListed)) {
    throw wrong(
      "OSCAR_USER is the cluster's administrator, for whom every service runs: OSCAR_SERVICES must list " +
        "those that users may call; * is all of them.",
    );
  }
  // With OPEN, clients of gRPC show nothing, whatever the page asks for.
  const isForEveryone = open || isReachedByOthers(settings) && !hasLogins;
  if (isForEveryone && !oscarShared) {
    throw wrong(
      `${
        open ? "With OPEN" : `With ${reachedBy(settings)} and without logins`
      } everyone who reaches framebox could call the ` +
        "services of OSCAR_SERVICES as OSCAR_USER: OSCAR_SHARED=true says that this is meant.",
    );
  }
}

/** The setting by which others reach the page. */
function reachedBy({ host, allowedHosts }: ClusterSettings): string {
  if (!isLoopbackAddress(host)) return `HOST ${host}`;
  return allowedHosts.length > 0 ? "ALLOWED_HOSTS" : "TRUSTED_PROXIES";
}

function wrong(sentence: string): FrameboxError {
  return new FrameboxError("INVALID_ARGUMENT", sentence);
}
