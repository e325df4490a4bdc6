/** The Services tab: clusters and their services, one service with its calls, and all calls. */
import type { ClusterJson, ServiceJson } from "../../wire/mod.ts";
import { announce } from "../base/announce.ts";
import { byId } from "../base/dom.ts";
import { fill, text } from "../base/text.ts";
import { sentenceIn } from "../server/answer_error.ts";
import { sessionExists } from "../server/session.ts";
import type { Tab } from "../tabs/lazy_tab.ts";
import { hrefOf, serviceIn, tabHref } from "./address.ts";
import { askAllCalls, askClusters, askServices } from "./api.ts";
import { CallEvents } from "./call_events.ts";
import { type CallActions, CallRows } from "./call_rows.ts";
import { endWords } from "./call_words.ts";
import { Calls } from "./calls.ts";
import { Cards } from "./cards.ts";
import { ClusterLines } from "./cluster_lines.ts";
import { serverNow } from "./server_clock.ts";
import { ServicePage } from "./service_page.ts";
import { ServicesSession } from "./services_session.ts";
import { hasEnded, type ShownCall } from "./shown_call.ts";

export function openTab(): Tab {
  const tab = new ServicesTab();
  tab.start();
  return {
    get tools() {
      return tab.page.name === undefined ? undefined : tab.page.tools;
    },
    get keys() {
      return tab.keys;
    },
    get isRunning() {
      return tab.isRunning;
    },
    shown: () => tab.shown(),
    left: () => tab.left(),
    take: (files) => tab.take(files),
  };
}

class ServicesTab {
  #session = new ServicesSession();
  #calls = new Calls(this.#session);
  #events = new CallEvents(sessionExists);
  #actions: CallActions = {
    again: (shown) => this.#again(shown),
    end: (shown) => this.#end(shown),
  };
  page = new ServicePage(this.#calls, this.#actions);
  #overview = byId("services-overview", HTMLElement);
  #clusters = new ClusterLines();
  #cards = new Cards();
  #history = new CallRows(byId("services-history", HTMLUListElement), {
    ...this.#actions,
    open: (shown) => {
      this.#open(shown.service);
      this.page.look(shown.key);
    },
    isHistory: true,
  });
  #historyNone = byId("services-history-none", HTMLElement);
  #connection = byId("services-connection", HTMLElement);
  #services: readonly ServiceJson[] = [];
  #isLooked = true;
  /** Calls that were seen under way: their end is announced. */
  #underWay = new Set<string>();
  #drawing = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  get isRunning(): boolean {
    return this.#underWay.size > 0;
  }

  get keys(): Record<string, () => void> {
    const step = (step: number) => () => this.page.step(step);
    if (this.page.name === undefined) return { "/": () => this.#cards.focusSearch() };
    const { tools } = this.page;
    const close = () => tools.layer.hidden ? this.#back() : tools.endCompare();
    return { Escape: close, ArrowLeft: step(-1), ArrowRight: step(1) };
  }

  start(): void {
    this.#listen();
    const name = serviceIn(location.pathname);
    // What was asked for by its address is in its place while the list still comes.
    if (name !== undefined) this.#overview.hidden = true;
    this.#load(false).then(() => this.#route());
    this.#loadCalls();
  }

  /** The tab is looked at again: with the service that it showed, or the one that the address names. */
  shown(): void {
    const { name } = this.page;
    // Another tab's link leads to this one's own address.
    const isKept = !this.#isLooked && serviceIn(location.pathname) === undefined;
    if (isKept && name !== undefined) history.replaceState(null, "", hrefOf(name));
    this.#isLooked = true;
    this.#route();
    this.#load(false);
    // Those of other browsers of this user have no events here.
    this.#loadCalls();
  }

  /** Another address is looked at, which may be one of this tab. */
  left(): void {
    this.#isLooked = document.body.dataset.tab === "services";
    this.page.input.left();
  }

  take(files: readonly File[]): void {
    if (this.page.name === undefined) announce(text.services.openFirst);
    else this.page.input.take(files);
  }

  #listen() {
    this.#cards.on("open", (name) => this.#open(name));
    this.#clusters.on("changed", () => this.#load(true));
    byId("services-refresh", HTMLElement).addEventListener("click", () => this.#load(true));
    byId("service-back", HTMLElement).addEventListener("click", (event) => {
      event.preventDefault();
      this.#back();
    });
    this.#calls.on("session", (session) => this.#events.listen(session));
    this.#calls.on("changed", (shown) => this.#changed(shown));
    this.#calls.on("removed", ({ key }) => {
      this.#underWay.delete(key);
      this.#draw();
    });
    this.#events.on("event", (event) => this.#calls.take(event, this.#events.session ?? ""));
    this.#events.on("lost", () => this.#connection.hidden = !this.isRunning);
    this.#events.on("open", () => this.#connection.hidden = true);
    this.#events.on("ended", (session) => {
      this.#session.forget(session);
      this.#calls.forgetSession(session);
      this.#connection.hidden = true;
      announce(text.ended);
    });
  }

  /** Lists clusters and services. One that is away doesn't keep the others from being shown. */
  async #load(isFresh: boolean) {
    try {
      const { clusters } = await askClusters();
      this.#clusters.show(clusters);
      const isIn = clusters.some(({ user, shared }) => user !== null || shared);
      if (!isIn) return this.#show([], clusters);
      if (this.#services.length === 0) this.#cards.show([], text.services.loading);
      const answer = await askServices(isFresh);
      this.#clusters.show(answer.clusters);
      this.#show(answer.services, answer.clusters);
    } catch (error) {
      const why = sentenceIn(error, text.noAnswer);
      if (this.#services.length === 0) this.#cards.show([], "");
      announce(why);
    }
  }

  #show(services: readonly ServiceJson[], clusters: readonly ClusterJson[]) {
    this.#services = services;
    const isConnected = clusters.some(({ state }) => state === "connected");
    const isLoginNeeded = clusters.some(({ state }) => state === "login-needed");
    const otherwise = isConnected
      ? text.services.noServices
      : isLoginNeeded
      ? text.services.logInFirst
      : "";
    this.#cards.show(services, otherwise);
    const { name } = this.page;
    if (name !== undefined) this.page.open(name, this.#find(name));
  }

  #find(name: string) {
    return this.#services.find((service) => service.name === name);
  }

  async #loadCalls() {
    const { current } = this.#session;
    // Events bring all calls of the session that is remembered.
    if (current !== undefined) this.#events.listen(current);
    try {
      for (const call of (await askAllCalls()).calls) this.#calls.put(call);
    } catch {
      // Calls of this session come all the same; the list of services shows that the server is away.
    }
    this.#draw();
  }

  #open(name: string) {
    history.pushState(null, "", hrefOf(name));
    this.#route();
    byId("service-title", HTMLElement).focus();
  }

  #back() {
    const { name } = this.page;
    history.pushState(null, "", tabHref());
    this.#route();
    if (name !== undefined) this.#cards.focusCard(name);
  }

  /** Shows what the address names. */
  #route() {
    const name = serviceIn(location.pathname);
    this.#overview.hidden = name !== undefined;
    if (name === undefined) this.page.close();
    else this.page.open(name, this.#find(name));
    this.#draw();
  }

  #changed(shown: ShownCall) {
    if (!hasEnded(shown)) this.#underWay.add(shown.key);
    else if (this.#underWay.delete(shown.key)) {
      announce(endWords(shown, serverNow()), { quiet: this.#isLooked });
    }
    this.#draw();
  }

  async #again(shown: ShownCall) {
    try {
      const anew = await this.#calls.again(shown);
      if (anew && this.page.name === anew.service) this.page.look(anew.key);
    } catch (error) {
      announce(sentenceIn(error, text.noAnswer));
    }
  }

  async #end(shown: ShownCall) {
    try {
      await this.#calls.end(shown);
      const sentence = hasEnded(shown) ? text.services.removed : text.services.wasCancelled;
      announce(fill(sentence, { name: shown.name }));
    } catch (error) {
      announce(sentenceIn(error, text.noAnswer));
    }
  }

  /** Draws before the next repaint, however much has changed till then. */
  #draw() {
    this.#drawing ||= requestAnimationFrame(() => {
      this.#drawing = 0;
      if (!this.#isLooked) return;
      this.page.update();
      const calls = this.#overview.hidden ? [] : this.#calls.list();
      if (!this.#overview.hidden) {
        this.#history.show(calls, serverNow());
        this.#historyNone.hidden = calls.length > 0;
      }
      this.#keepTime();
    });
  }

  /** Seconds are counted while something is under way. */
  #keepTime() {
    if (!this.isRunning) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    } else {
      this.#timer ??= setInterval(() => {
        if (!this.#isLooked || document.hidden) return;
        this.page.tick();
        this.#history.tick(serverNow());
      }, 1000);
    }
  }
}
