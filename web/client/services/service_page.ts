/** One service: its input at the left, its calls and the result of one of them at the right. */
import type { ServiceJson } from "../../wire/mod.ts";
import { announce } from "../base/announce.ts";
import { button, byId } from "../base/dom.ts";
import { fill, text } from "../base/text.ts";
import type { StageTools } from "../result/stage_tools.ts";
import { askService, callsZipUrl } from "./api.ts";
import { CallResult } from "./call_result.ts";
import { type CallActions, CallRows } from "./call_rows.ts";
import type { Calls } from "./calls.ts";
import { linkOf } from "./output_view.ts";
import { serverNow } from "./server_clock.ts";
import { ServiceInput } from "./service_input.ts";
import { hasEnded, hasFailed, type ShownCall, type Task } from "./shown_call.ts";

/** A cluster that takes longer to tell a service's state is not waited for. */
const STATE_LIMIT_MS = 30_000;

export class ServicePage {
  root = byId("service-page", HTMLElement);
  input = new ServiceInput();
  #result: CallResult;
  #rows: CallRows;
  #head = byId("service-calls-head", HTMLElement);
  #summary = byId("service-calls-summary", HTMLElement);
  #tools = byId("service-calls-tools", HTMLElement);
  #calls: Calls;
  #actions: CallActions;
  #name: string | undefined;
  #current: string | undefined;
  /** Sent last, while nothing else was done on the page since. */
  #followed: string | undefined;
  #asking = new AbortController();

  constructor(calls: Calls, actions: CallActions) {
    this.#calls = calls;
    this.#actions = actions;
    this.#result = new CallResult(actions);
    this.#rows = new CallRows(byId("service-calls", HTMLUListElement), {
      ...actions,
      open: ({ key }) => this.look(key),
      isHistory: false,
    });
    this.input.on("tasks", (tasks) => this.#send(tasks));
    calls.on("became", ({ from, to }) => {
      if (this.#current === from.key) this.#current = to.key;
      if (this.#followed === from.key) this.#followed = to.key;
    });
    for (const kind of ["wheel", "touchmove", "pointerdown", "keydown"]) {
      addEventListener(kind, () => this.#followed = undefined, { capture: true, passive: true });
    }
  }

  /** Name of the service that is shown. */
  get name(): string | undefined {
    return this.#name;
  }

  get tools(): StageTools {
    return this.#result.pictures.tools;
  }

  /** Shows a service, and asks for its present state. */
  open(name: string, service: ServiceJson | undefined): void {
    const isOther = name !== this.#name;
    this.#name = name;
    this.root.hidden = false;
    this.input.show(service, name);
    if (isOther) this.#current = this.#calls.list(name)[0]?.key;
    this.update();
    if (service) this.#askState(name);
  }

  close(): void {
    this.#asking.abort();
    this.input.left();
    this.#name = undefined;
    this.root.hidden = true;
  }

  /** Looks at one of its calls. */
  look(key: string): void {
    this.#current = key;
    this.update();
  }

  /** The calls may have changed. */
  update(): void {
    if (this.#name === undefined) return;
    const calls = this.#calls.list(this.#name);
    const now = serverNow();
    const current = calls.find(({ key }) => key === this.#current) ?? calls[0];
    this.#current = current?.key;
    this.#head.hidden = calls.length < 2;
    this.#rows.root.hidden = calls.length < 2;
    this.#rows.show(calls.length < 2 ? [] : calls, now);
    this.#rows.mark(current?.key);
    this.#result.show(current, now);
    this.#showSummary(calls);
    if (!current || current.key !== this.#followed || !hasEnded(current)) return;
    this.#followed = undefined;
    this.#result.bringIntoView();
  }

  /** A second has passed. */
  tick(): void {
    const now = serverNow();
    this.#rows.tick(now);
    this.#result.tick(now);
  }

  /** The picture of the result before or after. */
  step(step: number): void {
    this.#result.pictures.step(step);
  }

  async #askState(name: string) {
    this.#asking.abort();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    try {
      const limit = AbortSignal.any([signal, AbortSignal.timeout(STATE_LIMIT_MS)]);
      const fresh = await askService(name, limit);
      if (!signal.aborted && this.#name === name) this.input.show(fresh, name);
    } catch {
      // The list has what is known of it.
    }
  }

  #send(tasks: readonly Task[]) {
    const [first] = this.#calls.send(tasks);
    if (first) this.look(first.key);
    this.#result.bringIntoView();
    this.#followed = first?.key;
    announce(fill(text.services.sentTo, { service: tasks[0]?.service ?? "" }), { quiet: true });
  }

  #showSummary(calls: readonly ShownCall[]) {
    const failed = calls.filter(hasFailed);
    const done = calls.filter(hasEnded).length;
    const counts = { done, total: calls.length, failed: failed.length };
    const sentence = failed.length > 0 ? text.services.summaryFailed : text.services.summary;
    this.#summary.textContent = fill(sentence, counts);
    const session = calls[0]?.call?.session;
    const zipped = calls.filter(({ call }) => call?.session === session && call?.state === "done")
      .map(({ call }) => call?.call ?? "");
    const shown = `${failed.length} ${session} ${zipped}`;
    if (this.#tools.dataset.shown === shown) return;
    this.#tools.dataset.shown = shown;
    this.#tools.replaceChildren();
    if (failed.length > 0) {
      const again = button(text.services.retryFailed, () => {
        for (const one of this.#calls.list(this.#name).filter(hasFailed)) this.#actions.again(one);
      });
      again.classList.add("small");
      this.#tools.append(again);
    }
    if (zipped.length > 1 && session !== undefined) {
      this.#tools.append(linkOf(callsZipUrl(session, zipped), text.services.zip));
    }
  }
}
