/**
 * HTTP to clusters and their storage: certificates of an operator's own, no redirect that is followed by itself, and
 * bounds on what is read.
 *
 * @module
 */
export { type HttpAnswer, HttpClient, type HttpRequest, type HttpTrust } from "./http_client.ts";
export { type NetworkProblem, networkProblem } from "./network_problem.ts";
export { Reach } from "./reach.ts";
export { readTail, readWithin, TOO_LARGE } from "./read_body.ts";
export { withLimit } from "./with_limit.ts";
