/** What the check of a login adds to a request. */
import { addUser, makeToken } from "../auth/mod.ts";
import { startFrameboxProcess } from "./framebox_process.ts";
import type { Benchmark, Row } from "./report.ts";
import { median, quantile, short } from "./stats.ts";

const WARM_UP = 100;
const ROUNDS = 1000;
const MAX_ADDED_MS = 1;
const ROUTE = "/api/v1/cameras";

/** One route of a server that asks for a login, beside the same of one that doesn't, by turns. */
export const loginCheckBenchmark: Benchmark = { name: "login-check", run };

async function run(): Promise<Row[]> {
  const directory = await Deno.makeTempDir({ prefix: "framebox-bench-users-" });
  const users = `${directory}/users.json`;
  const password = "a password of the bench";
  await addUser(users, { name: "ana", password, roles: ["user"] });
  const token = await makeToken(users, "ana", "bench");
  const open = await startFrameboxProcess();
  const guarded = await startFrameboxProcess({ LOGIN_USERS: users });
  const login = await cookieOf(guarded.web, password);
  const [without, byCookie, byToken]: [number[], number[], number[]] = [[], [], []];
  try {
    for (let i = 0; i < WARM_UP + ROUNDS; i++) {
      const times = [
        await request(open.web, {}),
        await request(guarded.web, { cookie: login }),
        await request(guarded.web, { authorization: `Bearer ${token}` }),
      ];
      if (i < WARM_UP) continue;
      for (const [at, into] of [without, byCookie, byToken].entries()) into.push(times[at] ?? NaN);
    }
  } finally {
    await open.stop();
    await guarded.stop();
    await Deno.remove(directory, { recursive: true });
  }
  const row = (what: string, times: readonly number[]): Row => ({
    what: `a request with ${what}, p50 (p99)`,
    framebox: `${short(median(times))} ms (${short(quantile(times, 0.99))})`,
    reference: `${short(median(without))} ms: the same request to a server without logins`,
    ratio: `${short(median(times) - median(without))} ms added, at most ${MAX_ADDED_MS} wanted`,
  });
  return [row("the cookie of a login", byCookie), row("an API token", byToken)];
}

/** Logs in by the page's form. */
async function cookieOf(web: string, password: string): Promise<string> {
  const address = `http://${web}/login`;
  const form = await fetch(address);
  const cookie = cookies(form);
  const html = await form.text();
  const body = new URLSearchParams(
    [...html.matchAll(/<input type="hidden" name="([\w-]+)" value="([^"]*)"/g)]
      .map(([, name = "", value = ""]) => [name, value]),
  );
  body.set("name", "ana");
  body.set("password", password);
  const headers = { cookie, origin: `http://${web}` };
  const answer = await fetch(address, { method: "POST", body, headers, redirect: "manual" });
  await answer.body?.cancel();
  if (answer.status !== 303) throw new Error(`no login: ${answer.status}`);
  return cookies(answer);
}

function cookies(answer: Response): string {
  return answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0]).join("; ");
}

async function request(web: string, headers: Record<string, string>): Promise<number> {
  const start = performance.now();
  const answer = await fetch(`http://${web}${ROUTE}`, { headers });
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
  await answer.text();
  return performance.now() - start;
}
