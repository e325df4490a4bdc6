/** What tests share of a server whose users log in. */
import {
  addUser,
  createAuthenticator,
  type LoginMethod,
  Logins,
  makeToken,
  SameSite,
  Users,
} from "../../auth/mod.ts";
import { Logger } from "../../base/log/mod.ts";
import { type TestFramebox, type TestFrameboxOptions, withFramebox } from "../test_framebox.ts";

/** Of each user. */
export const PASSWORD = "correct horse & co";

/** What a test is given. */
export interface Given {
  readonly framebox: TestFramebox;
  readonly logins: Logins;
  readonly token: string;
  /** Lines of the logs, joined. */
  log(): string;
}

/** Runs with a server that has the users ana and rui, and olga, an operator. */
export async function withLogins(
  test: (given: Given) => Promise<void>,
  options: TestFrameboxOptions & { readonly methods?: readonly LoginMethod[] } = {},
): Promise<void> {
  const directory = await Deno.makeTempDir({ prefix: "login-test-" });
  const lines: string[] = [];
  const log = new Logger({ level: "debug", format: "text", write: (line) => lines.push(line) });
  const usersFile = `${directory}/logins.json`;
  await addUser(usersFile, { name: "ana", password: PASSWORD, roles: ["user"] });
  await addUser(usersFile, { name: "rui", password: PASSWORD, roles: ["user"] });
  await addUser(usersFile, { name: "olga", password: PASSWORD, roles: ["user", "operator"] });
  const token = await makeToken(usersFile, "ana", "script");
  const users = await Users.open(usersFile, log);
  const logins = new Logins({
    usersFile,
    hasUsers: true,
    header: undefined,
    workerRoles: [],
    idleMs: 60_000,
    maxMs: 60_000,
  }, { users, methods: options.methods ?? [], log });
  const site = new SameSite({ host: "127.0.0.1", allowedHosts: options.allowedHosts ?? [] }, log);
  const auth = createAuthenticator({}, site, logins);
  try {
    await withFramebox(async (framebox) => {
      const all = () => {
        log.flush();
        return [...lines, ...framebox.log].join("\n");
      };
      await test({ framebox, logins, token, log: all });
    }, { builtIns: true, ...options, auth, logins });
  } finally {
    await logins.close();
    log.flush();
    await Deno.remove(directory, { recursive: true });
  }
}

/** What a browser gets. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** As a browser that keeps cookies and follows nothing. */
export class Browser {
  readonly #framebox: TestFramebox;
  readonly cookies = new Map<string, string>();

  constructor(framebox: TestFramebox) {
    this.#framebox = framebox;
  }

  get cookie(): string {
    return [...this.cookies].map((pair) => pair.join("=")).join("; ");
  }

  async ask(path: string, form?: Record<string, string>): Promise<Answer> {
    const response = await fetch(this.#framebox.url(path), {
      method: form ? "POST" : "GET",
      redirect: "manual",
      headers: { accept: "text/html", cookie: this.cookie },
      ...form ? { body: new URLSearchParams(form) } : {},
    });
    for (const set of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (value === "") this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return { status: response.status, headers: response.headers, body: await response.text() };
  }

  /** Opens a page that has forms, and sends what they need. */
  async submit(path: string, form: Record<string, string>, page: string): Promise<Answer> {
    const { body } = await this.ask(page);
    const token = /name="token" value="([^"]+)"/.exec(body)?.[1] ?? "";
    return await this.ask(path, { token, ...form });
  }

  /** Opens the form and sends it. */
  async logIn(over: Record<string, string> = {}, base = ""): Promise<Answer> {
    const form = { method: "users", next: "/", name: "ana", password: PASSWORD };
    return await this.submit(`${base}/login`, { ...form, ...over }, `${base}/login`);
  }
}
