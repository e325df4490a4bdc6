/** framebox as users run it, with a stand-in cluster. */
import type { FrameboxProcess } from "../peers/framebox_process.ts";
import { limit } from "../support/limit.ts";
import type { OscarCluster } from "../support/oscar/cluster.ts";
import { ADMINISTRATOR } from "../support/oscar/options.ts";
import { PHOTO } from "./support.ts";

/** Settings with the operator's login at a cluster, whose services all users may call. */
export function asOperator(
  { address }: OscarCluster,
  services = "*",
): Readonly<Record<string, string>> {
  return {
    OSCAR_ENDPOINT: address,
    OSCAR_USER: ADMINISTRATOR.user,
    OSCAR_PASSWORD: ADMINISTRATOR.password,
    OSCAR_SERVICES: services,
  };
}

/** What the API gives for a picture. */
export interface ImageAnswer {
  readonly processor: string;
  readonly width: number;
  readonly labels: readonly { readonly label: string }[];
  readonly values: Readonly<Record<string, number>>;
  readonly image_url: string;
}

/** Has a service work on a picture. */
export async function process(
  framebox: FrameboxProcess,
  processor: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<ImageAnswer> {
  const path = `/images?processor=${encodeURIComponent(processor)}`;
  return await (await framebox.call("POST", path, { body: PHOTO, headers })).json();
}

/** Logs a user in by the login page; gives the cookie. */
export async function logIn(
  framebox: FrameboxProcess,
  method: string,
  { user, password }: { readonly user: string; readonly password: string },
): Promise<string> {
  const url = `http://127.0.0.1:${framebox.webPort}/login`;
  const ask = { redirect: "manual", headers: { accept: "text/html" }, signal: limit() } as const;
  const form = await fetch(url, ask);
  const cookies = cookiesOf(form);
  const token = /name="token" value="([^"]+)"/.exec(await form.text())?.[1] ?? "";
  const answer = await fetch(url, {
    ...ask,
    method: "POST",
    headers: { ...ask.headers, cookie: cookies },
    body: new URLSearchParams({ method, token, next: "/", name: user, password }),
  });
  const text = await answer.text();
  if (answer.status === 303) return cookiesOf(answer);
  throw new Error(`${answer.status} ${text.replace(/<[^>]*>|\s+/g, " ")}`);
}

function cookiesOf({ headers }: Response): string {
  return headers.getSetCookie().map((set) => set.replace(/;.*/s, "")).join("; ");
}
