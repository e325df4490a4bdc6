/**
 * What a job's log has of its input and outputs.
 *
 * @module
 */

/** Kubernetes writes the time in front of each line. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d) ?/gm;
const DOWNLOAD = /Downloading item from bucket '([^'\n]*)' with key '([^\n]*)'/;
const UPLOAD = /Uploading file '([^\n]*)' to bucket '([^'\n]*)'/g;
/** Errors of Python's S3 client, and codes of a MinIO that starts. */
const STORAGE_AWAY =
  /EndpointConnectionError|ConnectionClosedError|ConnectTimeoutError|ReadTimeoutError|Could not connect to the endpoint|Connection was closed before|Connection (?:refused|reset|aborted)|ServerNotInitialized|ServiceUnavailable|SlowDown|IncompleteRead|BadGateway|Bad Gateway|\(50[234]\)/;
const SHOWN_LINES = 50;

/** The log as the container wrote it. */
export function withoutTimes(log: string): string {
  return log.replace(TIME, "");
}

/** The last lines, for users. */
export function lastLines(log: string): string {
  return withoutTimes(log).trimEnd().split("\n").slice(-SHOWN_LINES).join("\n");
}

/** `bucket/key` of the job's input; `undefined` where the log doesn't name it. */
export function inputOf(log: string): string | undefined {
  const [, bucket, key] = DOWNLOAD.exec(log) ?? [];
  return bucket === undefined ? undefined : `${bucket}/${key}`;
}

/** `bucket/key` of each of the job's outputs. */
export function outputsOf(log: string): Set<string> {
  return new Set([...log.matchAll(UPLOAD)].map(([, key, bucket]) => `${bucket}/${key}`));
}

/** Whether a job failed for storage was away. */
export function isStorageAway(log: string): boolean {
  return STORAGE_AWAY.test(log);
}
