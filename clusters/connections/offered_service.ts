/**
 * A cluster's service as users see it: what is set for it, else what is guessed.
 *
 * @module
 */
import { ruleFor, type ServiceRule } from "../../base/settings/mod.ts";
import type { KnownService, ServiceKinds } from "../../oscar/service/mod.ts";
import type { OfferedService } from "./connection.ts";

/** Where services are, and what is set for them. */
export interface ServicePlace {
  /** The cluster's name. */
  readonly cluster: string;
  /** The cluster's address, as users know it. */
  readonly address: string;
  /** Of all clusters. */
  readonly rules: readonly ServiceRule[];
}

/** What a rule decides of what a service takes and gives. */
export function kindsByRule(
  { cluster, rules }: ServicePlace,
  service: string,
): Partial<ServiceKinds> {
  const rule = ruleFor(rules, cluster, service);
  return {
    ...rule?.input === undefined ? {} : { input: rule.input },
    ...rule?.labels === undefined ? {} : { output: "labels" },
  };
}

/** What users see of a service. */
export function offeredService(place: ServicePlace, known: KnownService): OfferedService {
  const { cluster, address, rules } = place;
  const { name, kinds } = known.service;
  const rule = ruleFor(rules, cluster, name);
  return {
    name: `${cluster}/${name}`,
    cluster,
    known,
    input: kinds.input,
    output: kinds.output,
    isGuessed: rule?.input === undefined,
    preferred: preferredMode(known, rule),
    rule,
    webPage: kinds.output === "web-page"
      ? `${address}/system/services/${encodeURIComponent(name)}/exposed/`
      : undefined,
  };
}

function preferredMode(
  { service: { kinds, synchronous, asynchronous } }: KnownService,
  rule: ServiceRule | undefined,
): OfferedService["preferred"] {
  const possible = [
    ...synchronous.isPossible ? ["sync" as const] : [],
    ...asynchronous.isPossible ? ["async" as const] : [],
  ];
  // Videos, and pictures that are made of words, take longer than a cluster lets its callers wait.
  const isLong = kinds.input === "video" || kinds.input === "text" && kinds.output === "picture";
  const wanted = rule?.mode ?? (isLong ? "async" : "sync");
  return possible.includes(wanted) ? wanted : possible[0];
}
