/**
 * A request that came to an address under which this server is not.
 *
 * @module
 */
import type { ErrorCode, ErrorReason } from "../../base/errors/mod.ts";
import { HttpProblem } from "../api/errors.ts";

/** A user that typed the address gets a page about it, see `page/wrong_place_page.tsx`. */
export class WrongPlace extends HttpProblem {
  /** Where the page is, if that is known; root-relative. */
  readonly page: string | undefined;

  /**
   * @param status the HTTP status
   * @param code as in {@linkcode HttpProblem}
   * @param message as in {@linkcode HttpProblem}
   * @param page where the page is, if that is known
   * @param because as in {@linkcode HttpProblem}
   */
  constructor(
    status: number,
    code: ErrorCode,
    message: string,
    page?: string,
    because?: ErrorReason,
  ) {
    super(status, code, message, undefined, undefined, because);
    this.page = page;
  }
}
