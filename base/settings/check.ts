/** Rules that tie several settings together. */
import { FrameboxError } from "../errors/mod.ts";
import { checkClusters } from "./cluster_login.ts";
import { isLoopbackAddress } from "./host.ts";
import { grpcPorts } from "./ports.ts";
import type { Settings } from "./table.ts";
import { asksForLogin, usersFile } from "./users_file.ts";

/**
 * Checks of several settings together.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT`, a sentence that names the settings
 */
export function checkSettings(settings: Settings): void {
  if (!isLoopbackAddress(settings.host) && settings.workerToken === "" && !settings.open) {
    throw new FrameboxError(
      "INVALID_ARGUMENT",
      `HOST ${settings.host} can be reached by others: set WORKER_TOKEN so that only your workers ` +
        "may take frames, or OPEN=true if everyone who reaches it may use it.",
    );
  }
  if ((settings.tlsCert === "") !== (settings.tlsKey === "")) {
    throw new FrameboxError(
      "INVALID_ARGUMENT",
      `${
        settings.tlsCert === "" ? "TLS_KEY" : "TLS_CERT"
      } is set alone: TLS needs both TLS_CERT and TLS_KEY.`,
    );
  }
  if ((settings.watchInput === "") !== (settings.watchOutput === "")) {
    throw new FrameboxError(
      "INVALID_ARGUMENT",
      `${
        settings.watchInput === "" ? "WATCH_OUTPUT" : "WATCH_INPUT"
      } is set alone: a watched folder needs both WATCH_INPUT and WATCH_OUTPUT.`,
    );
  }
  if ((settings.avaUsername === "") !== (settings.avaPassword === "")) {
    throw new FrameboxError(
      "INVALID_ARGUMENT",
      `${
        settings.avaUsername === "" ? "AVA_PASSWORD" : "AVA_USERNAME"
      } is set alone: Basic credentials need both AVA_USERNAME and AVA_PASSWORD.`,
    );
  }
  usersFile(settings);
  if ((settings.loginHeader === "") !== (settings.loginHeaderFrom.length === 0)) {
    throw new FrameboxError(
      "INVALID_ARGUMENT",
      "A proxy that logs users in needs both LOGIN_HEADER and LOGIN_HEADER_FROM: any other client could send the header.",
    );
  }
  if ((settings.oidcIssuer === "") !== (settings.oidcClientId === "")) {
    throw new FrameboxError(
      "INVALID_ARGUMENT",
      `${
        settings.oidcIssuer === "" ? "OIDC_CLIENT_ID" : "OIDC_ISSUER"
      } is set alone: a login by OpenID Connect needs both OIDC_ISSUER and OIDC_CLIENT_ID.`,
    );
  }
  checkClusters(settings, asksForLogin(settings));
  if (settings.webPort !== 0 && grpcPorts(settings).includes(settings.webPort)) {
    throw new FrameboxError(
      "INVALID_ARGUMENT",
      `Port ${settings.webPort} is given twice: WEB_PORT, the page's, must be another one than PORT ` +
        "and GRPC_EXTRA_PORTS.",
    );
  }
}
