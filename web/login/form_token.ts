/**
 * The token of the login page's form: only a page that this server made has it.
 *
 * @module
 */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** Makes and checks tokens; those of an earlier start of framebox are old. */
export class FormTokens {
  readonly #key = randomBytes(32);

  /** A new value for the form's cookie: 128 random bits. */
  newCookie(): string {
    return new Uint8Array(randomBytes(16)).toBase64({ alphabet: "base64url", omitPadding: true });
  }

  /** What a form has that came with this cookie. */
  tokenFor(cookie: string): string {
    return createHmac("sha256", this.#key).update(cookie).digest("base64url");
  }

  /** Whether a form came with this cookie. */
  fits(token: string, cookie: string | undefined): boolean {
    if (cookie === undefined || cookie === "") return false;
    const [given, right] = [token, this.tokenFor(cookie)].map((text) =>
      new TextEncoder().encode(text)
    );
    return given!.length === right!.length && timingSafeEqual(given!, right!);
  }
}
