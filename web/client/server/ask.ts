/** Asking the server: what is no success is thrown in words. */
import type { Guard } from "../base/shape.ts";
import { AnswerError } from "./answer_error.ts";
import { refusalOf } from "./proxy.ts";
import { readAnswer } from "./read_answer.ts";

/** @throws {AnswerError} when the answer is none, or a refusal */
export async function ask(url: string, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch {
    init.signal?.throwIfAborted();
    throw new AnswerError(0, "");
  }
  if (response.ok) return response;
  throw await refusalOf(response, init.body instanceof Blob ? init.body.size : 0);
}

/** @throws {AnswerError} */
export async function look<T>(url: string, guard: Guard<T>, signal?: AbortSignal): Promise<T> {
  return await readAnswer(await ask(url, { cache: "no-store", signal: signal ?? null }), guard);
}
