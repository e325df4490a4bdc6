/** In words: what a service takes and gives, how it can be called and why not otherwise, and its state. */
import type { ServiceJson } from "../../wire/mod.ts";
import { fill, text } from "../base/text.ts";

export type Mode = "sync" | "async";

/** Icons of what goes in and what comes out. */
export const KIND_ICONS: Readonly<Record<ServiceJson["input"] | ServiceJson["output"], string>> = {
  picture: "picture",
  pictures: "pictures",
  text: "text",
  audio: "sound",
  video: "video",
  json: "data",
  "json-files": "data",
  file: "file",
  nothing: "play",
  labels: "labels",
  boxes: "boxes",
  archive: "archive",
  "web-page": "link",
  unknown: "file",
};

/** How it can be called, in few words. */
export function modesWords({ sync, async }: ServiceJson): string {
  const words = text.services.modesShort;
  if (sync.possible) return async.possible ? words.both : words.sync;
  return async.possible ? words.async : words.none;
}

/** Why it can't be called in a way; undefined: it can. */
export function obstacleWords(service: ServiceJson, mode: Mode): string | undefined {
  const { possible, obstacle } = service[mode];
  if (possible) return undefined;
  const why = obstacle === null ? undefined : text.services.obstacles[obstacle];
  return why === undefined ? text.services.modes[mode] : fill(text.services.not[mode], { why });
}

/** All that is to be known before it is called. */
export function remarksOf(service: ServiceJson): string[] {
  const { async, web_page } = service;
  if (web_page !== null) return [];
  return [
    async.possible ? undefined : obstacleWords(service, "async"),
    service.sync.possible ? undefined : obstacleWords(service, "sync"),
    async.possible && async.one_at_a_time ? text.services.oneAtATime : undefined,
    async.possible && async.results === "elsewhere" ? text.services.elsewhere : undefined,
    async.possible && async.results === "log" ? text.services.logOnly : undefined,
  ].filter((remark) => remark !== undefined).map(sentenceCase);
}

/** Its containers' state, with the cluster's own word for it. */
export function deploymentWords({ deployment }: ServiceJson): string | undefined {
  if (!deployment) return undefined;
  const state = text.services.deployments[deployment.state];
  const { reason } = deployment;
  return reason === "" ? state : fill(text.services.deploymentBecause, { state, reason });
}

/** How large its containers are. */
export function sizeWords({ memory, cpu, gpu }: ServiceJson): string[] {
  return [
    memory === "" ? undefined : fill(text.services.memory, { n: memory }),
    cpu === "" ? undefined : fill(text.services.cpu, { n: cpu }),
    gpu ? text.services.gpu : undefined,
  ].filter((word) => word !== undefined);
}

/** What is searched, in small letters. */
export function searchText({ name, title, image }: ServiceJson): string {
  return `${name} ${title} ${image}`.toLowerCase();
}

/**
 * @param searched as {@linkcode searchText} gives it
 * @param query words that all have to be there
 */
export function isFound(searched: string, query: string): boolean {
  return query.toLowerCase().split(/\s+/).every((word) => searched.includes(word));
}

function sentenceCase(words: string) {
  const sentence = words.charAt(0).toUpperCase() + words.slice(1);
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
