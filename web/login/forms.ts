/**
 * Forms of the pages about logins: what they are guarded by, and how they are read.
 *
 * @module
 */
import type { Context } from "hono";
import { cookieName, cookieValue, setCookie } from "../../auth/mod.ts";
import { because, FrameboxError } from "../../base/errors/mod.ts";
import { readBody } from "../limits/read_body.ts";
import { type Env, placeOf } from "../place/place.ts";
import type { WebParts } from "../web_parts.ts";
import { FormTokens } from "./form_token.ts";

/** A name, a password and a path; more is no login. */
const MAX_FORM_BYTES = 16 * 1024;

/** See the module. */
export class Forms {
  readonly #parts: Pick<WebParts, "intake" | "options">;
  readonly #tokens = new FormTokens();

  constructor(parts: Pick<WebParts, "intake" | "options">) {
    this.#parts = parts;
  }

  /** The token of a form on the page that answers this request, which sets the form's cookie. */
  issue(c: Context<Env>): string {
    const place = placeOf(c);
    const given = cookieOf(c);
    const cookie = given && /^[\w-]{22}$/.test(given) ? given : this.#tokens.newCookie();
    c.header("Set-Cookie", setCookie(place, "form", cookie), { append: true });
    return this.#tokens.tokenFor(cookie);
  }

  /** What a user has sent. */
  async read(c: Context<Env>): Promise<URLSearchParams> {
    const { intake, options } = this.#parts;
    const account = intake.budget.account();
    try {
      const bounds = { maxBytes: MAX_FORM_BYTES, idleMs: options.uploadIdleMs, account };
      return new URLSearchParams(new TextDecoder().decode(await readBody(c.req.raw, bounds)));
    } finally {
      account.release();
    }
  }

  /**
   * Refuses a form that this browser wasn't given.
   *
   * @throws {FrameboxError} `PERMISSION_DENIED`
   */
  check(c: Context<Env>, form: URLSearchParams): void {
    if (this.#tokens.fits(form.get("token") ?? "", cookieOf(c))) return;
    throw new FrameboxError(
      "PERMISSION_DENIED",
      "This form is too old, or the browser has not kept its cookie; try again.",
      undefined,
      because("login-form-old"),
    );
  }
}

function cookieOf(c: Context<Env>): string | undefined {
  return cookieValue(c.req.header("cookie"), cookieName(placeOf(c), "form"));
}
