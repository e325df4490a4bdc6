/**
 * Clusters and their services as the API's JSON has them. Keys and scripts of services are no part of it.
 *
 * @module
 */
import type { ClusterStatus, OfferedService } from "../../../clusters/connections/mod.ts";
import type { Deployment, ServiceParameter } from "../../../oscar/service/mod.ts";
import type { ClusterJson, ServiceJson, ServiceParameterJson } from "../../wire/mod.ts";
import { errorJson } from "../errors.ts";

/** Problems that a new login solves. */
const NEEDS_LOGIN = ["cluster-login-needed", "cluster-login-refused"];

/** A cluster as JSON. */
export function clusterJson(
  { name, address, logins, connection, problem }: ClusterStatus,
): ClusterJson {
  const isAway = problem !== undefined && !NEEDS_LOGIN.includes(problem.because?.code ?? "");
  return {
    name,
    address,
    state: isAway
      ? "away"
      : connection === undefined || problem !== undefined
      ? "login-needed"
      : "connected",
    // The operator's login is no business of users.
    user: connection === undefined || connection.isShared ? null : connection.user,
    shared: connection?.isShared ?? false,
    logins: [...logins],
    problem: problem ? errorJson(problem) : null,
  };
}

/**
 * A service as JSON.
 *
 * @param usualMs how long its last call took that went well
 * @param isOneAtATime whether its jobs are known to wait for each other
 * @param deployment where it was asked for just now; else the one of the list
 */
export function serviceJson(
  offered: OfferedService,
  usualMs: number | undefined,
  isOneAtATime: boolean,
  deployment: Deployment | undefined = offered.known.service.deployment,
): ServiceJson {
  const { known: { service }, preferred, input } = offered;
  const { synchronous, asynchronous } = service;
  return {
    name: offered.name,
    cluster: offered.cluster,
    service: service.name,
    title: service.title,
    image: service.image,
    memory: service.memory,
    cpu: service.cpu,
    gpu: service.hasGpu,
    input,
    output: offered.output,
    guessed: offered.isGuessed,
    sync: {
      possible: synchronous.isPossible,
      obstacle: synchronous.isPossible ? null : synchronous.obstacle,
    },
    async: {
      possible: asynchronous.isPossible,
      obstacle: asynchronous.isPossible ? null : asynchronous.obstacle,
      results: asynchronous.isPossible ? asynchronous.results : null,
      one_at_a_time: isOneAtATime,
    },
    preferred: preferred ?? null,
    pictures: preferred !== undefined && ["picture", "json-files", "file"].includes(input),
    deployment: deployment
      ? {
        state: deployment.state,
        reason: deployment.reason,
        active_instances: deployment.activeInstances,
        affected_instances: deployment.affectedInstances,
      }
      : null,
    web_page: offered.webPage ?? null,
    usual_seconds: usualMs === undefined ? null : usualMs / 1000,
  };
}

/** A parameter as JSON. */
export function parameterJson(parameter: ServiceParameter): ServiceParameterJson {
  return {
    name: parameter.name,
    type: parameter.type,
    help: parameter.help,
    required: parameter.isRequired,
    choices: parameter.choices ?? null,
    default: parameter.defaultText ?? null,
  };
}
