/**
 * HTTP/2 flow control of a worker's connection.
 *
 * @module
 */

/** How much a client may send before framebox has read it: about six uncompressed pictures of 1280×720. */
const WINDOW_BYTES = 16 * 1024 * 1024;

/** Bound on a frame of HTTP/2; fewer frames are less work. */
const FRAME_BYTES = 1024 * 1024;

/** The part of an HTTP/2 session that is used. */
interface Session {
  setLocalWindowSize(bytes: number): void;
  settings(settings: { initialWindowSize: number; maxFrameSize: number }): void;
}

const widened = new WeakSet<Session>();

/**
 * Widens a connection's windows to the size of pictures, once. HTTP/2 starts with windows of 64 KB, and grpc-js
 * has no option for more on a server: a result of 2.8 MB would need 42 round trips, and takes twice as long
 * even on loopback.
 *
 * @param session the HTTP/2 session of a call; anything else is left alone
 */
export function widenWindow(session: unknown): void {
  if (!isSession(session) || widened.has(session)) return;
  widened.add(session);
  session.setLocalWindowSize(WINDOW_BYTES);
  session.settings({ initialWindowSize: WINDOW_BYTES, maxFrameSize: FRAME_BYTES });
}

function isSession(value: unknown): value is Session {
  return typeof value === "object" && value !== null && "setLocalWindowSize" in value &&
    "settings" in value;
}
