/** Where the views get a run's data from. A view that asks again gives its earlier question up. */
import type { LiveSocket } from "../live/socket.ts";
import { fill, text } from "../base/text.ts";
import { AnswerError } from "../server/answer_error.ts";
import type { Guard } from "../base/shape.ts";
import { readAnswer } from "../server/read_answer.ts";
import { refusalOf } from "../server/proxy.ts";
import { serverUrl } from "../base/url.ts";

export class DataSource {
  run: string | undefined;
  #socket: LiveSocket;

  constructor(socket: LiveSocket) {
    this.#socket = socket;
  }

  /**
   * The address of a part of the data; undefined while there is nothing to look at.
   *
   * @param part e.g. `series`
   */
  url(
    part: string,
    query: Record<string, string | number | readonly string[] | undefined> = {},
  ): string | undefined {
    const { session } = this.#socket;
    if (session === undefined || this.run === undefined) return undefined;
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      for (const one of Array.isArray(value) ? value : [value]) {
        if (one !== undefined && one !== "") search.append(name, String(one));
      }
    }
    const question = search.size > 0 ? `?${search}` : "";
    return serverUrl(`/api/v1/sessions/${session}/runs/${this.run}/data/${part}${question}`);
  }

  /**
   * @returns undefined: there is none, or no longer
   * @throws {AnswerError} what could not be read, in words
   */
  async json<T>(
    part: string,
    query: Record<string, string | number | readonly string[] | undefined>,
    guard: Guard<T>,
    signal: AbortSignal,
  ): Promise<T | undefined> {
    const url = this.url(part, query);
    if (url === undefined) return undefined;
    let response;
    try {
      response = await fetch(url, { signal });
    } catch {
      signal.throwIfAborted();
      throw new AnswerError(0, fill(text.data.failed, { reason: text.data.unreachable }));
    }
    if (response.status === 404) return undefined;
    try {
      if (!response.ok) throw await refusalOf(response);
      return await readAnswer(response, guard);
    } catch (error) {
      if (!(error instanceof AnswerError)) throw error;
      throw new AnswerError(error.status, fill(text.data.failed, { reason: error.message }));
    }
  }
}

/** One question at a time: the answer to an earlier one is not waited for any more. */
export class Question {
  #controller = new AbortController();

  /** @returns undefined: another one was asked meanwhile */
  async ask<T>(ask: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    this.#controller.abort();
    const controller = new AbortController();
    this.#controller = controller;
    try {
      const answer = await ask(controller.signal);
      return controller.signal.aborted ? undefined : answer;
    } catch (error) {
      if (controller.signal.aborted) return undefined;
      throw error;
    }
  }

  stop(): void {
    this.#controller.abort();
  }
}
