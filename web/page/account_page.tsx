/**
 * The page about the user that is logged in: API tokens, and the way out. Works without scripts.
 *
 * @module
 */
import type { HtmlEscapedString } from "hono/utils/html";
import type { Child } from "hono/jsx";
import type { JSX } from "hono/jsx/jsx-runtime";
import type { Account } from "../../auth/mod.ts";
import { Icon } from "./icon.tsx";
import { Layout } from "./layout.tsx";
import type { OpenWorkJson } from "../wire/mod.ts";
import { fill, type PageText, type Sentence } from "./text/mod.ts";
import type { View } from "./view.ts";

/** What the page is made from. */
export interface AccountPageProps {
  readonly view: View;
  readonly account: Account;
  /** Of the page's forms. */
  readonly formToken: string;
  /** A token that was just made: it is shown this once. */
  readonly made?: string | undefined;
  /** What all users have under way, for an operator. */
  readonly work?: OpenWorkJson | undefined;
  /** What went wrong. */
  readonly problem?: Sentence | undefined;
}

/** Of a token, as it is kept. */
const MAX_NAME = 64;

/** The whole page. */
export function AccountPage(
  props: AccountPageProps,
): HtmlEscapedString | Promise<HtmlEscapedString> {
  const { view, account, problem, formToken, work } = props;
  const { base } = view;
  const text = view.text.account;
  return (
    <Layout view={view} title={text.title} page="account">
      <main id="main">
        <article class="prose account">
          <h1>{text.title}</h1>
          {problem && <p class="problem" role="alert" lang={problem.lang}>{problem.text}</p>}
          <p>
            {fill(byWhat(account, text), { name: account.name, server: account.title })}
          </p>
          <h2 id="tokens">{text.tokens}</h2>
          {account.tokens
            ? <Tokens {...props} tokens={account.tokens} />
            : <p class="quiet">{text.noTokens}</p>}
          {work && <Work view={view} work={work} />}
          {account.canLogOut && (
            <>
              <h2>{view.text.login.logOut}</h2>
              <Form action={`${base}/logout`} token={formToken}>
                <button class="button" type="submit">{view.text.login.here}</button>
                <button class="button" type="submit" name="everywhere" value="yes">
                  {view.text.login.everywhere}
                </button>
              </Form>
            </>
          )}
        </article>
      </main>
    </Layout>
  );
}

/** Runs and calls of all users, as they are when the page is loaded. */
function Work({ view, work }: { readonly view: View; readonly work: OpenWorkJson }): JSX.Element {
  const text = view.text.account;
  const isEmpty = work.runs.length + work.calls.length === 0;
  return (
    <>
      <h2 id="work">{text.work}</h2>
      {isEmpty ? <p class="quiet">{text.noWork}</p> : (
        <table aria-labelledby="work">
          <thead>
            <tr>
              <th scope="col">{text.owner}</th>
              <th scope="col">{text.processor}</th>
              <th scope="col">{text.kind}</th>
              <th scope="col">{text.progress}</th>
            </tr>
          </thead>
          <tbody>
            {work.runs.map((
              { owner, processor, kind, frames: { done, failed, waiting, leased } },
            ) => (
              <tr>
                <th scope="row">{owner}</th>
                <td>{processor}</td>
                <td>{text.kinds[kind]}</td>
                <td>
                  {fill(text.frames, { done, failed, open: waiting + leased })}
                </td>
              </tr>
            ))}
            {work.calls.map(({ owner, service, since }) => (
              <tr>
                <th scope="row">{owner}</th>
                <td>{service}</td>
                <td>{text.call}</td>
                <td>
                  <time datetime={since}>{since.slice(0, 16).replace("T", " ")}</time>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function byWhat({ method, title }: Account, text: PageText["account"]): string {
  if (method === "header") return text.byProxy;
  return title === "" ? text.byPassword : text.byServer;
}

function Tokens(
  { view, account, formToken, made, tokens }: AccountPageProps & {
    readonly tokens: NonNullable<Account["tokens"]>;
  },
): JSX.Element {
  const { base } = view;
  const text = view.text.account;
  return (
    <>
      <p class="quiet">
        {text.explain} {account.areTokensBound && text.bound}
      </p>
      {made !== undefined && (
        <div class="hint" role="status">
          <div class="hint-head">
            <p class="lead">{text.made}</p>
            <button type="button" class="button small" data-copy>
              <Icon name="copy" />
              <span>{view.text.copy}</span>
            </button>
          </div>
          <pre tabindex={0}><code>{made}</code></pre>
        </div>
      )}
      {tokens.length > 0 && (
        <table aria-labelledby="tokens">
          <thead>
            <tr>
              <th scope="col">{text.name}</th>
              <th scope="col">{text.day}</th>
              <th scope="col">{text.used}</th>
              <td></td>
            </tr>
          </thead>
          <tbody>
            {tokens.map(({ id, name, created, used }) => (
              <tr>
                <th scope="row">{name === "" ? <code>{id}</code> : name}</th>
                <td>
                  <time datetime={created}>{created.slice(0, 10)}</time>
                </td>
                <td>{used === null ? text.never : <time>{used}</time>}</td>
                <td>
                  <Form action={`${base}/account/tokens/revoke`} token={formToken}>
                    <input type="hidden" name="id" value={id} />
                    <button
                      class="button small"
                      type="submit"
                      aria-label={fill(text.revokeOne, { name: name === "" ? id : name })}
                    >
                      {text.revoke}
                    </button>
                  </Form>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Form action={`${base}/account/tokens`} token={formToken}>
        <label>
          <span>{text.what}</span>
          <input name="name" maxlength={MAX_NAME} autocomplete="off" required />
        </label>
        <button class="button primary" type="submit">{text.make}</button>
      </Form>
    </>
  );
}

function Form(
  props: { readonly action: string; readonly token: string; readonly children: Child },
): JSX.Element {
  return (
    <form method="post" action={props.action}>
      <input type="hidden" name="token" value={props.token} />
      {props.children}
    </form>
  );
}
