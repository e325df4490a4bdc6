/**
 * What an issuer knows of a user.
 *
 * @module
 */
import type { Role } from "../principal.ts";

/** Claims by their names (OpenID Connect Core, 5.1). */
export type Claims = Readonly<Record<string, unknown>>;

/** Which groups may do what. */
export interface GroupRules {
  /** Groups that may log in; none: everyone. Setting `OIDC_USERS`. */
  readonly users: readonly string[];
  /** Groups that are operators. Setting `OIDC_OPERATORS`. */
  readonly operators: readonly string[];
}

/** More can't be shown. */
const MAX_NAME = 128;

/**
 * A user's groups.
 *
 * @param name the claim's, or a path into a claim whose parts are joined by dots; `undefined`: it is not there
 */
export function groupsOf(claims: Claims, name: string): readonly string[] | undefined {
  const value = claims[name] ?? name.split(".").reduce<unknown>(
    (within, part) => isObject(within) && Object.hasOwn(within, part) ? within[part] : undefined,
    claims,
  );
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : undefined;
}

/** What users of these groups may do; nothing: they may not log in. */
export function rolesOf(groups: readonly string[], rules: GroupRules): Role[] {
  const isOneOf = (some: readonly string[]) => some.some((group) => groups.includes(group));
  if (isOneOf(rules.operators)) return ["user", "operator"];
  return rules.users.length === 0 || isOneOf(rules.users) ? ["user"] : [];
}

/** What a user is called; `undefined`: it is not among the claims. */
export function nameOf(claims: Claims): string | undefined {
  for (const claim of ["name", "preferred_username", "email"]) {
    const value = claims[claim];
    const name = typeof value === "string" ? value.replace(/\p{C}/gu, "").trim() : "";
    if (name !== "") return name.slice(0, MAX_NAME);
  }
  return undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
