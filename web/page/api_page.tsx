/**
 * The HTTP API for people to read, made from the OpenAPI document.
 *
 * @module
 */
import type { HtmlEscapedString } from "hono/utils/html";
import type { JSX } from "hono/jsx/jsx-runtime";
import type { OpenApi } from "../api/openapi.ts";
import type { Operation, Parameter } from "../api/route.ts";
import type { PageDeps } from "../types.ts";
import { Layout } from "./layout.tsx";
import type { Theme } from "./theme.ts";

/** What the page is made from. */
export interface ApiPageProps {
  readonly deps: PageDeps;
  readonly document: OpenApi;
  readonly theme: Theme | undefined;
  /** `http://host:port` as the person reached the box. */
  readonly origin: string;
}

/** The whole page. */
export function ApiPage(props: ApiPageProps): HtmlEscapedString | Promise<HtmlEscapedString> {
  const { deps, document, theme, origin } = props;
  return (
    <Layout deps={deps} title="HTTP API" active="api" theme={theme}>
      <main id="main">
        <article class="prose">
          <h1>HTTP API</h1>
          <p>
            <Text text={document.info.description} />
          </p>
          <p>
            As OpenAPI 3.1: <a href="/api/v1/openapi.json">/api/v1/openapi.json</a>
          </p>
          <pre><code>{`curl -T photo.jpg -X POST ${origin}/api/v1/images\n` +
            `curl -T photo.jpg -X POST -H 'Accept: image/png' -o result.png ` +
            `'${origin}/api/v1/images?processor=edges'`}</code></pre>
          {document.tags.map((tag) => (
            <section>
              <h2>{tag.description.replace(/\.$/, "")}</h2>
              {operations(document, tag.name).map(({ method, path, operation }) => (
                <Call method={method} path={path} operation={operation} />
              ))}
            </section>
          ))}
          <h2>What is in the answers</h2>
          {Object.entries(document.components.schemas).map(([name, schema]) => (
            <details id={`schema-${name}`}>
              <summary>{name}</summary>
              <pre><code>{JSON.stringify(schema, null, 2)}</code></pre>
            </details>
          ))}
        </article>
      </main>
    </Layout>
  );
}

interface Listed {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

function operations(document: OpenApi, tag: string): Listed[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => operation.tags.includes(tag))
      .map(([method, operation]) => ({ method: method.toUpperCase(), path, operation }))
  );
}

function Call({ method, path, operation }: Listed): JSX.Element {
  return (
    <section id={operation.operationId}>
      <h3>
        <code>{method} {path}</code>
      </h3>
      <p>{operation.summary}.</p>
      {operation.description?.split("\n\n").map((part) => (
        <p>
          <Text text={part} />
        </p>
      ))}
      {operation.parameters?.length
        ? (
          <table>
            <thead>
              <tr>
                <th>Parameter</th>
                <th>In</th>
                <th>Meaning</th>
              </tr>
            </thead>
            <tbody>
              {operation.parameters.map((parameter) => (
                <Row key={parameter.name} parameter={parameter} />
              ))}
            </tbody>
          </table>
        )
        : null}
      {operation.requestBody
        ? (
          <p>
            Body: {operation.requestBody.description}
          </p>
        )
        : null}
      <table>
        <thead>
          <tr>
            <th>Status</th>
            <th>Meaning</th>
            <th>Content</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(operation.responses).map(([status, answer]) => (
            <tr>
              <td>{status}</td>
              <td>{answer.description}</td>
              <td>{Object.keys(answer.content ?? {}).join(", ")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ parameter }: { parameter: Parameter }): JSX.Element {
  return (
    <tr>
      <td>
        <code>{parameter.name}</code>
      </td>
      <td>{parameter.in}</td>
      <td>
        <Text text={parameter.description} />
      </td>
    </tr>
  );
}

/** Text in which what stands between backticks is code. */
function Text({ text }: { text: string }): JSX.Element {
  return (
    <>
      {text.split("`").map((part, index) =>
        index % 2 === 1 ? <code key={index}>{part}</code> : part
      )}
    </>
  );
}
