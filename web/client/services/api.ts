/** What the Services tab asks of the server. Session, cluster and service are names and ids, never addresses. */
import type {
  ArchiveEntriesJson,
  CallJson,
  CallsJson,
  ClusterJson,
  ClustersJson,
  ServiceJson,
  ServiceParametersJson,
  ServicesJson,
} from "../../wire/mod.ts";
import { serverUrl } from "../base/url.ts";
import { ask, look } from "../server/ask.ts";
import { postBlob, type Posting } from "../server/post_blob.ts";
import { readAnswer } from "../server/read_answer.ts";
import {
  isArchiveEntries,
  isCall,
  isCalls,
  isCluster,
  isClusters,
  isDataValue,
  isService,
  isServiceParameters,
  isServices,
} from "./shapes.ts";
import { learnTime } from "./server_clock.ts";

/** A file that the answer of a call names is not asked for longer than this. */
const FILE_LIMIT_MS = 60_000;

/** @throws {AnswerError} */
export async function askClusters(): Promise<ClustersJson> {
  const response = await ask(serverUrl("/api/v1/clusters"), { cache: "no-store" });
  learnTime(response);
  return await readAnswer(response, isClusters);
}

/** @throws {AnswerError} why the cluster refuses */
export async function logInAt(
  cluster: string,
  login: { user: string; password: string },
): Promise<ClusterJson> {
  const init = { method: "POST", body: JSON.stringify(login) };
  return await readAnswer(await ask(loginUrl(cluster), init), isCluster);
}

/** @throws {AnswerError} */
export async function logOutAt(cluster: string): Promise<void> {
  await ask(loginUrl(cluster), { method: "DELETE" });
}

/**
 * @param isFresh the clusters are asked, whatever the server still knows
 * @throws {AnswerError}
 */
export function askServices(isFresh: boolean): Promise<ServicesJson> {
  return look(serverUrl(`/api/v1/services${isFresh ? "?fresh=1" : ""}`), isServices);
}

/**
 * One service, with the state of its containers.
 *
 * @param name `cluster/service`
 * @throws {AnswerError}
 */
export function askService(name: string, signal: AbortSignal): Promise<ServiceJson> {
  return look(serviceUrl(name), isService, signal);
}

/** @throws {AnswerError} */
export function askParameters(name: string, signal: AbortSignal): Promise<ServiceParametersJson> {
  return look(`${serviceUrl(name)}/parameters`, isServiceParameters, signal);
}

/**
 * Calls of all sessions of this login.
 *
 * @throws {AnswerError}
 */
export function askAllCalls(): Promise<CallsJson> {
  return look(serverUrl("/api/v1/calls"), isCalls);
}

/**
 * Cancels a call under way; removes one that has ended.
 *
 * @throws {AnswerError}
 */
export async function endCall(call: Pick<CallJson, "session" | "call">): Promise<void> {
  await ask(callUrl(call), { method: "DELETE" });
}

/**
 * The same input once more.
 *
 * @throws {AnswerError}
 */
export async function callAgain(call: CallJson): Promise<CallJson> {
  return await readAnswer(await ask(`${callUrl(call)}/again`, { method: "POST" }), isCall);
}

/** @throws {AnswerError} */
export async function askLog(call: CallJson): Promise<string> {
  const signal = AbortSignal.timeout(FILE_LIMIT_MS);
  return await (await ask(`${callUrl(call)}/log`, { cache: "no-store", signal })).text();
}

/**
 * The value of a data file.
 *
 * @param url as an output names it
 * @throws {AnswerError}
 */
export async function askValue(url: string): Promise<unknown> {
  return (await look(url, isDataValue, AbortSignal.timeout(FILE_LIMIT_MS))).value;
}

/**
 * @param url as an output names it
 * @throws {AnswerError}
 */
export function askEntries(url: string): Promise<ArchiveEntriesJson> {
  return look(url, isArchiveEntries, AbortSignal.timeout(FILE_LIMIT_MS));
}

/** Where the events of a session's calls come from. */
export function eventsUrl(session: string): string {
  return serverUrl(`/api/v1/sessions/${session}/calls/events`);
}

/** Where a call is made. */
export function newCallUrl(session: string, query: Readonly<Record<string, string>>): string {
  return serverUrl(`/api/v1/sessions/${session}/calls?${new URLSearchParams(query)}`);
}

/**
 * Sends an input and gets its call.
 *
 * @param url from {@linkcode newCallUrl}
 * @throws {AnswerError}
 */
export function sendCall(
  url: string,
  body: Blob,
  options: Pick<Posting<CallJson>, "signal" | "onSent">,
): Promise<CallJson> {
  return postBlob(url, body, { ...options, guard: isCall, type: "application/octet-stream" });
}

/** One ZIP of several calls of a session. */
export function callsZipUrl(session: string, calls: readonly string[]): string {
  return serverUrl(`/api/v1/sessions/${session}/calls.zip?calls=${calls.join(",")}`);
}

/** An address that an answer gives, in the form that browsers show. */
export function shownUrl(url: string): string {
  return `${url}${url.includes("?") ? "&" : "?"}shown=1`;
}

function callUrl({ session, call }: Pick<CallJson, "session" | "call">): string {
  return serverUrl(`/api/v1/sessions/${session}/calls/${call}`);
}

function loginUrl(cluster: string): string {
  return serverUrl(`/api/v1/clusters/${encodeURIComponent(cluster)}/login`);
}

function serviceUrl(name: string): string {
  return serverUrl(`/api/v1/services/${name.split("/").map(encodeURIComponent).join("/")}`);
}
