/**
 * Where a user goes after the login.
 *
 * @module
 */

/** Longer addresses are no page's. */
const MAX_LENGTH = 2000;

/**
 * The path that was asked for, below this server's base path; `/` for what could lead to another server.
 *
 * @param asked what stands in the address, which another site may have written
 */
export function nextPath(asked: string | null): string {
  const here = "http://here.invalid";
  if (asked === null || !asked.startsWith("/") || asked.length > MAX_LENGTH) return "/";
  if (!URL.canParse(asked, here)) return "/";
  const { origin, pathname, search } = new URL(asked, here);
  // A browser takes `//host` and `/\\host` for another server, and removes `.` before it looks.
  if (origin !== here || pathname.startsWith("//")) return "/";
  return /^\/log(in|out)\/?$/.test(pathname) ? "/" : pathname + search;
}
