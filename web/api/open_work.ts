/**
 * What all users have under way, for operators: whose it is and how far, and nothing of its content.
 *
 * @module
 */
import { FrameboxError } from "../../base/errors/mod.ts";
import { type OpenWorkJson, openWorkSchema } from "../wire/mod.ts";
import type { WebParts } from "../web_parts.ts";
import { json } from "./bodies.ts";
import { type ApiRoute, route } from "./route.ts";

/** What it is read from. */
export type OpenWorkDeps = Pick<WebParts, "calls" | "hub">;

/** Open runs and calls, as they are now. */
export function openWork({ calls, hub }: OpenWorkDeps): OpenWorkJson {
  return {
    runs: hub.openRuns().map(({ session: { owner }, kind, processor, stats }) => ({
      owner,
      kind,
      processor,
      frames: { ...stats },
    })),
    calls: (calls?.open ?? []).map(({ session: { owner }, call }) => ({
      owner,
      service: call.service,
      mode: call.mode,
      state: call.state,
      since: call.startedAt.toISOString(),
    })),
  };
}

/** The route of it. */
export function openWorkRoutes(deps: OpenWorkDeps & Pick<WebParts, "logins">): readonly ApiRoute[] {
  return [route({
    method: "get",
    path: "/api/v1/runs",
    access: "operator",
    operationId: "listOpenWork",
    summary: "What all users have under way",
    description:
      "Open runs and calls with their users and how far they are; nothing of their pictures, and no id that " +
      "gives access to them. 404 where the server asks for no login: all of its users would be operators.",
    tag: "server",
    answers: { 200: json("Runs and calls", openWorkSchema) },
    problems: [404],
    handle: () => {
      if (deps.logins) return openWork(deps);
      throw new FrameboxError(
        "NOT_FOUND",
        "This server asks for no login, so all of its users are operators; the list of all runs needs logins (setting " +
          "LOGIN_USERS).",
      );
    },
  })];
}
