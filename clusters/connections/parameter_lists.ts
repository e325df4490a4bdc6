/**
 * The parameters of services that take JSON with files. A service is asked for them once, and again when it has changed.
 *
 * @module
 */
import { untilAborted } from "../../base/clock/mod.ts";
import { bytesInput, type CallInput, type CallResult } from "../../oscar/calls/mod.ts";
import { HELP_REQUEST, readParameters, type ServiceParameter } from "../../oscar/service/mod.ts";
import type { OfferedService } from "./connection.ts";

interface Kept {
  /** The service as it was asked. */
  readonly version: string;
  readonly parameters: Promise<readonly ServiceParameter[]>;
}

/** Services whose parameters are kept; the ones that were asked the longest ago are forgotten. */
const MAX_KEPT = 200;

/** See the module. */
export class ParameterLists {
  readonly #call: (service: OfferedService, input: CallInput) => Promise<CallResult>;
  readonly #kept = new Map<string, Kept>();

  /** @param call asks a service, in the way in which it is called by default */
  constructor(call: (service: OfferedService, input: CallInput) => Promise<CallResult>) {
    this.#call = call;
  }

  /**
   * The parameters of a service.
   *
   * @throws {FrameboxError} as `CallEngine.call`; what the signal aborts with
   */
  async of(service: OfferedService, signal: AbortSignal): Promise<readonly ServiceParameter[]> {
    const { deployment: _, ...facts } = service.known.service;
    const version = JSON.stringify(facts);
    const kept = this.#kept.get(service.name);
    if (kept?.version === version) return await untilAborted(kept.parameters, signal);
    const parameters = this.#ask(service);
    this.#kept.delete(service.name);
    const [oldest] = this.#kept.keys();
    if (oldest !== undefined && this.#kept.size >= MAX_KEPT) this.#kept.delete(oldest);
    const asked = { version, parameters };
    this.#kept.set(service.name, asked);
    parameters.catch(() => {
      if (this.#kept.get(service.name) === asked) this.#kept.delete(service.name);
    });
    return await untilAborted(parameters, signal);
  }

  async #ask(service: OfferedService): Promise<readonly ServiceParameter[]> {
    const bytes = new TextEncoder().encode(HELP_REQUEST);
    await using result = await this.#call(
      service,
      bytesInput("help.json", "application/json", bytes),
    );
    const texts = result.outputs.flatMap(({ reading }) =>
      reading?.kind === "text" || reading?.kind === "data" ? [reading.text] : []
    );
    return readParameters([...texts, result.log].join("\n"));
  }
}
