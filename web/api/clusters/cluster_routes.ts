/**
 * Clusters, logins at them, and their services.
 *
 * @module
 */
import * as v from "valibot";
import { FrameboxError } from "../../../base/errors/mod.ts";
import {
  type ClusterConnection,
  type ClusterDirectory,
  clusterLoginNeeded,
} from "../../../clusters/connections/mod.ts";
import {
  clusterSchema,
  clustersSchema,
  serviceLogSchema,
  serviceParametersSchema,
  serviceSchema,
  servicesSchema,
} from "../../wire/mod.ts";
import { described, named, text } from "../../wire/schema_parts.ts";
import type { WebParts } from "../../web_parts.ts";
import { empty, json } from "../bodies.ts";
import { type ApiRoute, route } from "../route.ts";
import { clusterJson, parameterJson, serviceJson } from "./cluster_json.ts";

/** A login at a cluster. */
const clusterLoginSchema = named(
  "ClusterLogin",
  v.object({
    user: v.pipe(text, v.nonEmpty(), v.maxLength(256), v.description("The user's name there.")),
    password: v.pipe(text, v.maxLength(1024), v.description("It is kept in memory alone.")),
  }),
);

const clusterParam = described(
  v.pipe(text, v.regex(/^[A-Za-z0-9._-]{1,64}$/, "There is no such cluster.")),
  "The cluster's name.",
);
const serviceParam = described(
  v.pipe(text, v.regex(/^[A-Za-z0-9._-]{1,100}$/, "There is no such service.")),
  "The service's name in its cluster.",
);

/** What the routes use. */
type ClusterDeps = Pick<WebParts, "clusters" | "calls">;

/** The routes of clusters and services. */
export function clusterRoutes(deps: ClusterDeps): readonly ApiRoute[] {
  const { clusters, calls } = deps;
  const service = {
    method: "get",
    access: "user",
    tag: "services",
    params: { cluster: clusterParam, service: serviceParam },
    problems: [404, 409, 429, 503, 504],
  } as const;
  return [
    route({
      method: "get",
      path: "/api/v1/clusters",
      access: "user",
      operationId: "listClusters",
      summary: "The clusters that the operator named, and the caller's logins at them",
      tag: "services",
      answers: { 200: json("All of them", clustersSchema) },
      handle: ({ principal }) => ({
        clusters: (clusters?.status(principal.id) ?? []).map(clusterJson),
      }),
    }),
    route({
      method: "post",
      path: "/api/v1/clusters/{cluster}/login",
      access: "user",
      operationId: "logInAtCluster",
      summary: "Log in at a cluster",
      description:
        "User and password stay in memory, until the caller logs out, or some time after its page was " +
        "closed and its last call has ended.",
      tag: "services",
      params: { cluster: clusterParam },
      body: {
        description: "User and password at the cluster.",
        required: true,
        content: { "application/json": clusterLoginSchema },
        sentence: 'The body is JSON: {"user": name, "password": text}.',
      },
      answers: { 200: json("The cluster, connected", clusterSchema) },
      problems: [400, 404, 408, 409, 413, 415, 429, 503, 504],
      handle: async (request) => {
        const { cluster } = request.params;
        const login = await request.body();
        const { principal, signal } = request;
        await directoryOf(deps).connect(principal.id, cluster, login, signal);
        return clusterJson(statusOf(deps, principal.id, cluster));
      },
    }),
    route({
      method: "delete",
      path: "/api/v1/clusters/{cluster}/login",
      access: "user",
      operationId: "logOutAtCluster",
      summary: "Log out at a cluster; calls under way are cancelled",
      tag: "services",
      params: { cluster: clusterParam },
      answers: { 204: empty("The caller has no login of its own there any more") },
      problems: [404],
      handle: async ({ principal, params: { cluster } }) => {
        statusOf(deps, principal.id, cluster);
        await directoryOf(deps).disconnect(principal.id, cluster);
      },
    }),
    route({
      method: "get",
      path: "/api/v1/services",
      access: "user",
      operationId: "listServices",
      summary: "The services that the caller may call, of all clusters",
      description:
        "A cluster that is away, or needs a login, is a state of the cluster and no error.",
      tag: "services",
      query: {
        fresh: described(v.optional(text), "With any value the clusters are asked again at once."),
      },
      answers: { 200: json("Services and clusters", servicesSchema) },
      handle: async ({ principal: { id }, signal, query }) => {
        const options = { isFresh: query.fresh !== undefined };
        const connections = clusters?.connections(id) ?? [];
        const lists = await Promise.all(connections.map(async (connection) => {
          const services = await listed(connection, signal, options);
          return services.map((one) =>
            serviceJson(one, calls?.usualMs(id, one.name), connection.isOneAtATime(one))
          );
        }));
        return {
          services: lists.flat(),
          clusters: (clusters?.status(id) ?? []).map(clusterJson),
        };
      },
    }),
    route({
      ...service,
      path: "/api/v1/services/{cluster}/{service}",
      operationId: "getService",
      summary: "One service, with the state of its containers as it is now",
      answers: { 200: json("The service", serviceSchema) },
      handle: async ({ principal: { id }, params, signal }) => {
        const connection = connectionOf(deps, id, params.cluster);
        const offered = await connection.service(params.service, signal);
        const deployment = await connection.deployment(params.service, signal);
        const usualMs = calls?.usualMs(id, offered.name);
        return serviceJson(offered, usualMs, connection.isOneAtATime(offered), deployment);
      },
    }),
    route({
      ...service,
      path: "/api/v1/services/{cluster}/{service}/log",
      operationId: "getServiceLog",
      summary: "What a service's containers have printed last",
      answers: { 200: json("Its lines, the newest last", serviceLogSchema) },
      handle: async ({ principal: { id }, params, signal }) => {
        const connection = connectionOf(deps, id, params.cluster);
        const offered = await connection.service(params.service, signal);
        const log = await connection.log(offered.known.service.name, signal);
        return {
          available: log?.isAvailable ?? false,
          message: log?.message ?? "",
          lines: (log?.entries ?? []).map(({ timestamp, message }) => ({
            time: timestamp || null,
            text: message,
          })),
        };
      },
    }),
    route({
      ...service,
      path: "/api/v1/services/{cluster}/{service}/parameters",
      operationId: "getServiceParameters",
      summary: "The parameters of a service that takes JSON with files",
      description: "The service itself is asked, which may have to start for it.",
      answers: { 200: json("In the service's order", serviceParametersSchema) },
      handle: async ({ principal: { id }, params, signal }) => {
        const connection = connectionOf(deps, id, params.cluster);
        const offered = await connection.service(params.service, signal);
        return { parameters: (await connection.parameters(offered, signal)).map(parameterJson) };
      },
    }),
  ];
}

/** The services of one cluster; none where it can't be asked, which its status then has. */
async function listed(
  connection: ClusterConnection,
  signal: AbortSignal,
  options: { readonly isFresh: boolean },
): ReturnType<ClusterConnection["services"]> {
  try {
    return await connection.services(signal, options);
  } catch (caught) {
    if (signal.aborted || !(caught instanceof FrameboxError)) throw caught;
    return [];
  }
}

function directoryOf({ clusters }: ClusterDeps): ClusterDirectory {
  if (clusters === undefined) throw noCluster();
  return clusters;
}

function statusOf({ clusters }: ClusterDeps, owner: string, name: string) {
  const status = clusters?.status(owner).find((one) => one.name === name);
  if (status === undefined) throw noCluster();
  return status;
}

/** The caller's connection to a cluster. */
function connectionOf(deps: ClusterDeps, owner: string, cluster: string): ClusterConnection {
  statusOf(deps, owner, cluster);
  const connection = deps.clusters?.connection(owner, cluster);
  if (connection === undefined) throw clusterLoginNeeded(cluster);
  return connection;
}

function noCluster(): FrameboxError {
  return new FrameboxError(
    "NOT_FOUND",
    "There is no such cluster; /api/v1/clusters lists those that are.",
  );
}
