/** A line for each cluster: who is logged in where, its state, and the form to log in. */
import type { ClusterJson } from "../../wire/mod.ts";
import { announce } from "../base/announce.ts";
import { button, byId } from "../base/dom.ts";
import { make } from "../base/element.ts";
import { Emitter } from "../base/emitter.ts";
import { foreign, type SentenceLike, write } from "../base/sentence.ts";
import { fill, text } from "../base/text.ts";
import { sentenceIn } from "../server/answer_error.ts";
import { errorSentence } from "../server/server_text.ts";
import { logInAt, logOutAt } from "./api.ts";

/** Events of {@linkcode ClusterLines}. */
export interface ClusterLinesEvents {
  /** The user has logged in or out, or wants a cluster that was away to be asked again. */
  changed: void;
}

export class ClusterLines extends Emitter<ClusterLinesEvents> {
  #list = byId("services-clusters", HTMLUListElement);
  #shown = "";
  #isAlone = false;

  /** Lines stay as they are while nothing changes: what is typed into a form is kept. */
  show(clusters: readonly ClusterJson[]): void {
    const open = clusters.filter(({ user, shared }) => user === null && !shared);
    // Where there is one thing to do, it is there to be done.
    this.#isAlone = open.length === 1 && clusters.length === 1;

    const shown = JSON.stringify(clusters);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#list.replaceChildren(...clusters.map((cluster) => this.#lineOf(cluster)));
  }

  #lineOf(cluster: ClusterJson): HTMLLIElement {
    const words = text.services.cluster;
    const name = make("b");
    write(name, foreign(cluster.name));
    const address = make("span", "file-name");
    write(address, foreign(cluster.address));
    const state = make("span", "cluster-state", words[cluster.state]);
    const head = make("div", "cluster-head", name, address, state);
    const line = make("li", "cluster", head);
    line.dataset.state = cluster.state;
    if (cluster.shared) head.append(make("span", "quiet", words.shared));
    else if (cluster.user !== null) {
      head.append(make("span", "quiet", fill(words.as, { user: cluster.user })));
      head.append(smallButton(words.logOut, () => this.#logOut(cluster.name)));
    }
    if (cluster.state === "away") {
      head.append(smallButton(words.tryAgain, () => this.emit("changed")));
    }
    if (cluster.problem) {
      const why = make("p", "cluster-problem");
      write(why, errorSentence(cluster.problem));
      line.append(why);
    }
    const isOpen = cluster.user === null && !cluster.shared;
    if (isOpen && cluster.logins.includes("password")) this.#offerLogin(cluster, head, line);
    else if (isOpen && cluster.logins.length > 0) {
      line.append(make("p", "quiet", words.byLogin));
    }
    return line;
  }

  #offerLogin(cluster: ClusterJson, head: HTMLElement, line: HTMLElement) {
    const form = this.#formOf(cluster);
    line.append(form);
    if (this.#isAlone) return;
    form.hidden = true;
    const open = smallButton(text.services.cluster.logIn, () => {
      form.hidden = !form.hidden;
      open.setAttribute("aria-expanded", String(!form.hidden));
      if (!form.hidden) form.querySelector("input")?.focus();
    });
    open.setAttribute("aria-expanded", "false");
    head.append(open);
  }

  #formOf({ name: cluster }: ClusterJson): HTMLElement {
    const words = text.services.cluster;
    const title = make("h2", "", fill(words.title, { cluster }));
    const user = fieldOf(words.user, "text", "username");
    const password = fieldOf(words.password, "password", "current-password");
    const problem = make("p", "cluster-problem");
    problem.setAttribute("role", "alert");
    const submit = make("button", "button primary", words.logIn);
    const form = make(
      "form",
      "cluster-login",
      ...[title, user.label, password.label, submit, problem, make("p", "quiet", words.note)],
    );
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      submit.disabled = true;
      write(problem, "");
      try {
        await logInAt(cluster, { user: user.input.value, password: password.input.value });
        announce(fill(words.loggedIn, { cluster }));
        this.emit("changed");
      } catch (error) {
        write(problem, whyOf(error));
        password.input.select();
      } finally {
        submit.disabled = false;
      }
    });
    return form;
  }

  async #logOut(cluster: string) {
    try {
      await logOutAt(cluster);
      announce(fill(text.services.cluster.loggedOut, { cluster }));
    } catch (error) {
      announce(whyOf(error));
    }
    this.emit("changed");
  }
}

function whyOf(error: unknown): SentenceLike {
  return sentenceIn(error, text.noAnswer);
}

function smallButton(label: string, action: () => void): HTMLButtonElement {
  const made = button(label, action);
  made.classList.add("small");
  return made;
}

function fieldOf(name: string, type: string, autocomplete: AutoFill) {
  const input = make("input");
  input.type = type;
  input.required = true;
  input.autocomplete = autocomplete;
  input.spellcheck = false;
  input.autocapitalize = "none";
  return { input, label: make("label", "cluster-field", make("span", "", name), input) };
}
