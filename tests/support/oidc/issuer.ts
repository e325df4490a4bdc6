/**
 * A real issuer of OpenID Connect, for tests.
 *
 * @module
 */
import { freePorts } from "../free_ports.ts";
import { Child } from "../process.ts";
import { issuerPackages } from "./packages.ts";

/** What a framebox is at the issuer. */
export const ISSUER_CLIENT = { id: "framebox", secret: "issuer's secret of framebox" } as const;

/** How an issuer is made. */
export interface IssuerOptions {
  /** Addresses of `…/login/oidc/callback`. */
  readonly callbacks: readonly string[];
  /** How long an access token is valid. */
  readonly tokenSeconds?: number;
  /** Left out: a free one. */
  readonly port?: number;
}

/** A running issuer. Its users have no password; one that is called `NAME+GROUP` has that group. */
export class TestIssuer {
  private constructor(readonly url: string, readonly child: Child) {}

  /** Starts it. */
  static async start(
    { callbacks, tokenSeconds = 600, port = freePorts(1)[0] ?? 0 }: IssuerOptions,
  ): Promise<TestIssuer> {
    const script = new URL("issuer.mjs", import.meta.url).pathname;
    const packages = await issuerPackages();
    const child = new Child("node", {
      args: [script, packages, `${port}`, callbacks.join(","), `${tokenSeconds}`],
    });
    await child.line(/issuer is ready/);
    return new TestIssuer(`http://127.0.0.1:${port}`, child);
  }

  /** Ends it. */
  async stop(): Promise<void> {
    await this.child.stop();
  }
}

/** A browser without a page: follows redirects, keeps cookies by their origin, and fills in the issuer's forms. */
export class IssuerBrowser {
  readonly cookies = new Map<string, Map<string, string>>();

  /**
   * Goes to an address, and on until something else than the issuer's forms is shown.
   *
   * @param name who logs in at the issuer
   * @param until an address at which it stops, before it is asked for
   */
  async go(
    address: string,
    name: string,
    until?: RegExp,
  ): Promise<{ url: URL; answer?: Response }> {
    let next = new Request(address);
    for (let hops = 0; hops < 30; hops++) {
      const url = new URL(next.url);
      if (until?.test(next.url)) return { url };
      const answer = await this.#ask(next);
      const location = answer.headers.get("location");
      if (location !== null) {
        await answer.body?.cancel();
        next = new Request(new URL(location, url));
        continue;
      }
      if (!url.pathname.startsWith("/interaction/")) return { url, answer };
      const text = await answer.text();
      const [, action = ""] = /<form[^>]* action="([^"]+)"/.exec(text) ?? [];
      const [, prompt = ""] = /name="prompt" value="(\w+)"/.exec(text) ?? [];
      const body = new URLSearchParams({ prompt, login: name, password: "any" });
      next = new Request(new URL(action, url), { method: "POST", body });
    }
    throw new Error(`The issuer leads on and on: ${next.url}`);
  }

  /** One request, with the cookies of its origin. */
  async ask(address: string | URL, form?: URLSearchParams): Promise<Response> {
    return await this.#ask(new Request(address, form ? { method: "POST", body: form } : {}));
  }

  /** Makes an API token on the page of the account. */
  async makeToken(page: string): Promise<string> {
    const account = await (await this.ask(`${page}/account`)).text();
    const token = /name="token" value="([^"]+)"/.exec(account)?.[1] ?? "";
    const form = new URLSearchParams({ token, name: "a script" });
    const made = await (await this.ask(`${page}/account/tokens`, form)).text();
    return /fbx_[\w-]{43}/.exec(made)?.[0] ?? "";
  }

  async #ask(request: Request): Promise<Response> {
    const own = this.cookies.get(request.url.split("/")[2] ?? "") ?? new Map<string, string>();
    this.cookies.set(request.url.split("/")[2] ?? "", own);
    request.headers.set("accept", "text/html");
    request.headers.set("cookie", [...own].map((pair) => pair.join("=")).join("; "));
    const answer = await fetch(request, { redirect: "manual" });
    for (const set of answer.headers.getSetCookie()) {
      const [, key = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (value === "") own.delete(key);
      else own.set(key, value);
    }
    return answer;
  }
}
