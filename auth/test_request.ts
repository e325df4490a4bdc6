/** What tests of this room share. */
import type { AuthRequest } from "./request.ts";

/** A call with these headers; `undefined` ones are not there. */
export function request(
  headers: Readonly<Record<string, string | undefined>> = {},
  others: Partial<AuthRequest> = {},
): AuthRequest {
  return {
    transport: "grpc",
    header: (name) => headers[name],
    ...others,
  };
}
