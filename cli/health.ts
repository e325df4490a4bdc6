/** `framebox health`: asks the server on this host whether it is alive, for container health checks. */
import { FrameboxError } from "../base/errors/mod.ts";
import { hostFromHere, hostInUrl, type Settings } from "../base/settings/mod.ts";

/** How long framebox may take to answer. */
const TIMEOUT_MS = 4000;

/**
 * Asks `/healthz` of framebox that runs with the same settings.
 *
 * @returns 0 when it answers
 * @throws {FrameboxError} `UNAVAILABLE` when it does not
 */
export async function checkHealth(settings: Settings): Promise<number> {
  const host = hostFromHere(settings.host);
  try {
    if (settings.tlsCert !== "") await knock(host, settings.webPort);
    else await ask(`http://${hostInUrl(host)}:${settings.webPort}/healthz`);
    return 0;
  } catch (error) {
    throw new FrameboxError(
      "UNAVAILABLE",
      `No box answers on ${hostInUrl(host)}:${settings.webPort} (HOST, WEB_PORT).`,
      error,
    );
  }
}

async function ask(url: string): Promise<void> {
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`It answered ${response.status}.`);
}

/** With TLS the certificate is made for another name than this one: that the port answers is enough. */
async function knock(hostname: string, port: number): Promise<void> {
  const connection = await Deno.connect({ hostname, port });
  connection.close();
}
