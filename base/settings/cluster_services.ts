/** The setting OSCAR_SERVICES: services of clusters, and how each is called. */
import { isClusterName } from "./clusters.ts";
import { parsedBy, type SettingType } from "./types.ts";

/** What a service can be set to take. */
export const SERVICE_INPUTS = [
  "picture",
  "text",
  "audio",
  "video",
  "json",
  "json-files",
  "file",
  "nothing",
] as const;

/** Ways to call a service. */
export const MODES = ["sync", "async"] as const;

/** What the setting decides for a service. */
export interface ServiceRule {
  /** Its cluster; `undefined`: any. */
  readonly cluster: string | undefined;
  /** Its name; `*`: all. */
  readonly service: string;
  /** What it takes, instead of a guess. */
  readonly input?: typeof SERVICE_INPUTS[number];
  /** Pictures are made smaller until no side is longer, in pixels. */
  readonly resizePx?: number;
  /** Where the labels are in its data, e.g. `predictions.labels`. */
  readonly labels?: string;
  /** Inputs wait for each other. */
  readonly isOneAtATime?: boolean;
  /** How it is called by default. */
  readonly mode?: typeof MODES[number];
}

const MAX_RULES = 1000;
const SERVICE = /^(?:\*|[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9])?)$/;

/** Services as `service?key=value&…`, separated by commas. */
export function clusterServices(): SettingType<readonly ServiceRule[]> {
  return {
    expects: "services separated by commas, each as *, name, cluster/name or " +
      "name?input=picture&resize=1024&labels=a.b&one-at-a-time&mode=async",
    ...parsedBy(readAll),
    format: (value) => Array.isArray(value) ? value.map(written).join(",") : "",
  };
}

/**
 * The rule for a service: of several the most exact.
 *
 * @param cluster the service's cluster
 */
export function ruleFor(
  rules: readonly ServiceRule[],
  cluster: string,
  service: string,
): ServiceRule | undefined {
  const exactness = (rule: ServiceRule) =>
    (rule.service === "*" ? 0 : 2) + (rule.cluster === undefined ? 0 : 1);
  return rules
    .filter((rule) => rule.cluster === undefined || rule.cluster === cluster)
    .filter((rule) => rule.service === "*" || rule.service === service)
    .sort((a, b) => exactness(b) - exactness(a))[0];
}

function written(rule: ServiceRule): string {
  const { cluster, service, input, resizePx, labels, isOneAtATime, mode } = rule;
  const query = [
    ...input === undefined ? [] : [`input=${input}`],
    ...resizePx === undefined ? [] : [`resize=${resizePx}`],
    ...labels === undefined ? [] : [`labels=${labels}`],
    ...isOneAtATime ? ["one-at-a-time"] : [],
    ...mode === undefined ? [] : [`mode=${mode}`],
  ].join("&");
  return `${cluster === undefined ? "" : `${cluster}/`}${service}${
    query === "" ? "" : `?${query}`
  }`;
}

/** All of them, or the sentence about the first wrong one. */
function readAll(text: string): ServiceRule[] | string {
  const entries = text.split(/[,\n]/).map((entry) => entry.trim()).filter((entry) => entry !== "");
  if (entries.length > MAX_RULES) return `there are more than ${MAX_RULES}`;
  const rules: ServiceRule[] = [];
  for (const entry of entries) {
    const rule = readOne(entry);
    if (typeof rule === "string") return rule;
    const isSame = (other: ServiceRule) =>
      other.cluster === rule.cluster && other.service === rule.service;
    if (rules.some(isSame)) return `${quoted(entry)} is there twice`;
    rules.push(rule);
  }
  return rules;
}

function readOne(entry: string): ServiceRule | string {
  const [, cluster, service = "", query = ""] =
    /^(?:([^/?]*)\/)?([^?]*)(?:\?(.*))?$/s.exec(entry) ??
      [];
  if (cluster !== undefined && !isClusterName(cluster) || !SERVICE.test(service)) {
    return `${quoted(entry)} names no service`;
  }
  let rule: ServiceRule = { cluster, service };
  for (const [key, value] of new URLSearchParams(query)) {
    const part = readPart(key, value);
    if (part === undefined) {
      return `${quoted(entry)} has ${quoted(`${key}=${value}`)}; there are input (${
        SERVICE_INPUTS.join(", ")
      }), resize (pixels, 16–10000), labels (a path), one-at-a-time and mode (${MODES.join(", ")})`;
    }
    rule = { ...rule, ...part };
  }
  return rule;
}

function readPart(key: string, value: string): Partial<ServiceRule> | undefined {
  switch (key) {
    case "input": {
      const input = SERVICE_INPUTS.find((one) => one === value);
      return input && { input };
    }
    case "resize": {
      const resizePx = /^\d{2,5}$/.test(value) ? Number(value) : 0;
      return resizePx >= 16 && resizePx <= 10_000 ? { resizePx } : undefined;
    }
    case "labels":
      return /^[^\s.&,]+(?:\.[^\s.&,]+)*$/.test(value) ? { labels: value } : undefined;
    case "one-at-a-time":
      return value === "" || value === "true" ? { isOneAtATime: true } : undefined;
    case "mode": {
      const mode = MODES.find((one) => one === value);
      return mode && { mode };
    }
  }
  return undefined;
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 100));
}
