/**
 * The audit: one line of the log for each event that an operator may have to account for.
 *
 * @module
 */
import type { Logger } from "../base/log/mod.ts";

/** What is audited. */
export type AuditEvent =
  | "login"
  | "login_failed"
  | "logout"
  | "user_added"
  | "user_removed"
  | "token_added"
  | "token_removed"
  | "cluster_login"
  | "cluster_logout"
  | "service_run";

/**
 * Writes one line, `audit_EVENT`.
 *
 * @param fields who and what; never a password, a token, a key or what a user has sent
 */
export type Audit = (event: AuditEvent, fields: Readonly<Record<string, string | boolean>>) => void;

/** The audit in that log. A failed login is a warning. */
export function auditTo(log: Logger): Audit {
  return (event, fields) =>
    log[event === "login_failed" ? "warn" : "info"](`audit_${event}`, fields);
}
