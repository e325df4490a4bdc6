/**
 * A camera's MJPEG stream over HTTP.
 *
 * @module
 */
import { CameraFault } from "./camera_fault.ts";
import { answerChallenges, basicAnswer, type Login, readChallenges } from "./http_auth.ts";
import { type CameraLimits, readMultipartJpeg } from "./multipart_jpeg.ts";

/** What a connection is made with. */
export interface MjpegOptions {
  /** Bounds on its pictures. */
  readonly limits: CameraLimits;
  /** How long the camera may take to begin its answer. */
  readonly connectMs: number;
}

/** Cameras redirect to another path, hardly ever twice. */
const MAX_REDIRECTS = 3;

const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * Connects and gives each picture as it comes, with the camera's own bytes. User and password are
 * taken from the address; they are sent only when the camera asks, as Digest if it knows that.
 * Redirects are followed on the same host only.
 *
 * @param address http or https, with user and password if it needs them
 * @returns JPEG files; ends when the camera ends the stream
 * @throws {CameraFault} in words that hold no address; the signal's reason when it aborts
 */
export async function* mjpegFrames(
  address: string,
  { limits, connectMs }: MjpegOptions,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
  const stop = new AbortController();
  const abort = () => stop.abort(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener("abort", abort, { once: true });
  try {
    const response = await within(connectMs, stop, () => open(address, stop.signal));
    const type = response.headers.get("content-type") ?? "";
    if (!response.body || !/^multipart\//i.test(type)) {
      await response.body?.cancel();
      throw notAStream(type);
    }
    try {
      yield* readMultipartJpeg(response.body, type, limits, stop.signal);
    } catch (caught) {
      if (signal.aborted || caught instanceof CameraFault) throw caught;
      throw new CameraFault("ended", "The connection to the camera broke.");
    }
  } finally {
    signal.removeEventListener("abort", abort);
    // The rest of an endless stream is not read.
    stop.abort(new DOMException("The stream was left.", "AbortError"));
  }
}

/** Requests the stream, authenticates if the camera requires it, and follows redirects. */
async function open(address: string, signal: AbortSignal): Promise<Response> {
  const { url, login } = withoutLogin(address);
  let at = url;
  let authorization: string | undefined;
  for (let redirects = 0;;) {
    const response = await ask(at, authorization, signal);
    if (response.ok) return response;
    await response.body?.cancel();
    if (response.status === 401 && login && authorization === undefined) {
      authorization = answerTo(response, login, at);
    } else if (REDIRECTS.includes(response.status) && redirects++ < MAX_REDIRECTS) {
      at = redirected(at, response.headers.get("location"));
      // A Digest holds for one path.
      authorization = undefined;
    } else {
      throw refused(response.status, login !== undefined);
    }
  }
}

async function ask(
  url: URL,
  authorization: string | undefined,
  signal: AbortSignal,
): Promise<Response> {
  const headers = new Headers({ Accept: "multipart/x-mixed-replace, image/jpeg;q=0.5" });
  if (authorization !== undefined) headers.set("Authorization", authorization);
  try {
    return await fetch(url, { headers, redirect: "manual", signal });
  } catch (caught) {
    if (signal.aborted) throw signal.reason;
    throw unreachable(caught);
  }
}

function withoutLogin(address: string): { url: URL; login: Login | undefined } {
  const url = new URL(address);
  const login = url.username === "" && url.password === ""
    ? undefined
    : { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) };
  url.username = "";
  url.password = "";
  return { url, login };
}

function answerTo(response: Response, login: Login, url: URL): string {
  const header = response.headers.get("www-authenticate");
  // Some small cameras answer no more than that they want a login.
  if (header === null) return basicAnswer(login);
  const asked = { method: "GET", uri: url.pathname + url.search };
  const answer = answerChallenges(readChallenges(header), login, asked);
  if (answer !== undefined) return answer;
  throw new CameraFault("login", "The camera asks for a kind of login that framebox doesn't know.");
}

function redirected(from: URL, location: string | null): URL {
  const to = location !== null && URL.canParse(location, from) ? new URL(location, from) : from;
  const isSafe = to.hostname === from.hostname &&
    (to.protocol === from.protocol || to.protocol === "https:");
  if (to === from || !isSafe || !/^https?:$/.test(to.protocol)) {
    throw new CameraFault("not-found", "The camera sends us to another machine; that is not done.");
  }
  to.username = "";
  to.password = "";
  return to;
}

function refused(status: number, hasLogin: boolean): CameraFault {
  if (status === 401 || status === 403) {
    return new CameraFault(
      "login",
      hasLogin
        ? "The camera refuses the user or password."
        : "The camera wants a user and password.",
    );
  }
  if (status === 404 || status === 410) {
    return new CameraFault("not-found", "The camera has nothing at that path.");
  }
  return new CameraFault("failed", `The camera answers with HTTP status ${status}.`);
}

function notAStream(contentType: string): CameraFault {
  const [type = ""] = contentType.split(";");
  return new CameraFault(
    "not-a-stream",
    /^image\//i.test(type)
      ? "The camera gives single pictures at that path; its MJPEG or RTSP stream is needed."
      : "The camera gives no MJPEG stream at that path.",
  );
}

/** Deno's errors of fetch differ in their words alone, and hold the address. */
function unreachable(caught: unknown): CameraFault {
  const text = allMessages(caught);
  if (/refused/i.test(text)) {
    return new CameraFault("connection-refused", "The camera refuses the connection.");
  }
  if (/dns|failed to lookup|name.*not known/i.test(text)) {
    return new CameraFault("unknown-host", "The camera's host name is not known.");
  }
  if (/certificate|UnknownIssuer|NotValidForName/i.test(text)) {
    return new CameraFault(
      "certificate",
      "The camera's certificate is not trusted; DENO_CERT can name a file with its authority.",
    );
  }
  if (/timed out|unreachable|no route/i.test(text)) {
    return new CameraFault("no-answer", "The camera doesn't answer.");
  }
  return new CameraFault("failed", "The connection to the camera failed.");
}

function allMessages(caught: unknown): string {
  const messages: string[] = [];
  for (let error = caught; error instanceof Error; error = error.cause) {
    messages.push(error.message);
  }
  return messages.join(" ");
}

/** Fails with `no-answer` when it takes too long; `stop` then ends what is under way. */
async function within<T>(
  limitMs: number,
  stop: AbortController,
  work: () => Promise<T>,
): Promise<T> {
  const timer = setTimeout(
    () => stop.abort(new CameraFault("no-answer", "The camera doesn't answer.")),
    limitMs,
  );
  try {
    return await work();
  } finally {
    clearTimeout(timer);
  }
}
