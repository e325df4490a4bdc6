/**
 * Reasons of errors: stable names by which a program distinguishes errors of one code, and by which
 * the page shows them in the user's language.
 *
 * @module
 */

/**
 * Every reason, with the names of its details. A name that ends in `_bytes` is a size in bytes, one
 * in `_ms` a time in milliseconds; the others are numbers and names as they are shown.
 */
export const REASONS = {
  // The server.
  "draining": [],
  "internal": [],
  "disk-full": [],
  "disk-read-only": [],
  "disk-failed": [],
  "file-gone": [],
  "data-directory-gone": [],
  "too-many-sessions": ["limit"],
  "too-many-runs": ["limit"],
  "too-many-pages": [],
  "too-many-requests": [],
  "too-many-held": [],
  "too-many-reads": [],
  "too-many-frames": [],
  "too-many-videos": ["limit"],
  "too-many-uploads": ["limit"],
  "too-many-thumbnails": [],
  "too-many-watched": ["limit"],
  "too-many-streams": ["limit"],
  "no-room": ["needed_bytes"],
  "no-room-for-result": [],
  "no-room-for-images": [],
  "too-many-images": ["limit"],
  // Sessions and runs.
  "session-ended": [],
  "run-ended": [],
  "no-such-run": [],
  "run-reset": [],
  "result-dropped": [],
  "not-pausable": [],
  "video-started-grey": [],
  "abandoned": [],
  "no-such-processor": ["processors"],
  "processor-without-pictures": ["processor", "processors"],
  "no-answer": ["waited_ms"],
  "worker-timeout": ["worker", "waited_ms"],
  "worker-gone": [],
  "worker-unreached": [],
  "worker-refused": [],
  "processor-too-slow": ["limit_ms"],
  "processor-crashed": [],
  "processor-failed": ["processor", "why"],
  "frame-too-large": ["picture_bytes"],
  // What is sent.
  "body-too-large": ["limit_bytes"],
  "upload-too-large": ["limit_bytes"],
  "video-too-large": ["limit_bytes"],
  "upload-broken-off": [],
  "upload-stalled": ["waited_ms"],
  "upload-gone": [],
  "upload-in-use": [],
  // Pictures.
  "picture-missing": [],
  "picture-empty": [],
  "picture-unknown": [],
  "picture-of-other-kind": ["kind"],
  "picture-too-large": ["picture_bytes", "limit_bytes"],
  "picture-without-pixels": ["width", "height"],
  "picture-of-too-many-pixels": ["width", "height", "limit"],
  "picture-side-too-long": ["width", "height", "limit"],
  "picture-damaged": ["kind"],
  "picture-unsupported": ["kind"],
  "picture-needs-ffmpeg": ["kind"],
  "picture-needs-decoder": ["kind"],
  "picture-too-slow": ["kind"],
  "picture-undecodable": ["kind"],
  // Videos.
  "no-ffmpeg": [],
  "no-video-encoder": [],
  "video-empty": [],
  "video-unknown": [],
  "video-index-missing": [],
  "video-damaged": [],
  "video-only-sound": [],
  "video-encrypted": [],
  "video-codec-unknown": [],
  "video-codec": ["codec"],
  "video-of-too-many-pixels": ["width", "height", "limit"],
  "video-without-frames": [],
  "video-too-slow": [],
  "ffmpeg-failed": [],
  // Data, cameras, streams.
  "no-data": [],
  "no-such-variable": [],
  "variable-too-large": ["variable_bytes"],
  "no-cameras": [],
  "no-such-camera": ["cameras"],
  "no-such-stream": [],
  "no-streams": [],
  "stream-finished": [],
  "stream-client-gone": [],
  // Logins.
  "login-needed": [],
  "login-wrong": [],
  "login-too-soon": ["wait_s"],
  "login-form-old": [],
  "login-at-proxy": [],
  "login-begun-elsewhere": [],
  "login-server-away": ["server"],
  "login-server-wrong": ["server"],
  "login-not-allowed": ["server"],
  "login-expired": ["server"],
  "no-tokens": [],
  "no-such-token": [],
  "too-many-tokens": [],
  // Clusters.
  "cluster-address-invalid": [],
  "cluster-away": ["cluster"],
  "cluster-not-trusted": ["cluster"],
  "cluster-path-wrong": ["cluster"],
  "cluster-redirects": ["cluster", "target"],
  "cluster-login-refused": [],
  "cluster-login-needed": ["cluster"],
  "cluster-without-login": ["cluster"],
  "too-many-cluster-logins": ["limit"],
  "no-such-cluster": ["clusters"],
  "cluster-forbidden": ["text"],
  "cluster-refuses": ["text"],
  "cluster-failed": ["text"],
  "cluster-answer-too-large": ["limit_bytes"],
  "cluster-call-missing": [],
  "cluster-without-synchronous-calls": [],
  "service-gone": ["service"],
  "service-token-refused": ["service"],
  "service-starting": ["service", "why"],
  "service-failed": ["service", "line"],
  "service-too-slow": ["service"],
  "service-input-too-large": ["service"],
  "job-input-too-large": ["limit_bytes"],
  "call-impossible": ["service"],
  "too-many-calls": ["limit"],
  "no-such-call": [],
  "no-room-for-calls": [],
  "call-without-result": ["service", "line"],
  "job-failed": ["service", "line"],
  "result-not-told-apart": ["service"],
  "call-too-slow": ["service", "limit_ms"],
  "bucket-gone": ["bucket"],
  // A cluster's storage.
  "storage-away": [],
  "storage-not-trusted": [],
  "storage-refused": [],
  "storage-further-inside": [],
  "storage-failed": ["text"],
  "object-gone": [],
  // Archives.
  "archive-damaged": [],
  "archive-encrypted": [],
  "archive-of-too-many-files": ["limit"],
  "archive-too-large": ["limit_bytes"],
  "archive-bomb": [],
  // Addresses.
  "host-not-a-name": [],
  "host-unknown": ["name", "setting"],
  "origin-unknown": ["origin", "asked", "setting"],
  "other-site": [],
  "nothing-here": ["page"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The name of a reason. */
export type ReasonCode = keyof typeof REASONS;

/** Numbers and names that a sentence is made from. */
export type ErrorDetails = Readonly<Record<string, string | number>>;

/** Why an error came about. */
export interface ErrorReason {
  /** Stable, e.g. `upload-too-large`. */
  readonly code: ReasonCode;
  /** What its sentence is made from, so that it can be translated. */
  readonly details: ErrorDetails;
}

/** The details of a reason. */
export type DetailsOf<Code extends ReasonCode> = Readonly<
  Record<(typeof REASONS)[Code][number], string | number>
>;

/**
 * A reason with its details; one without details takes none.
 *
 * @param code one of {@linkcode REASONS}
 * @param details what that reason's sentence is made from
 */
export function because<Code extends ReasonCode>(
  code: Code,
  ...[details]: (typeof REASONS)[Code]["length"] extends 0 ? [] : [details: DetailsOf<Code>]
): ErrorReason {
  return { code, details: details ?? {} };
}
