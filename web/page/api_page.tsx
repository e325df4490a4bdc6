/**
 * The HTTP API for users to read, made from the OpenAPI document.
 *
 * @module
 */
import type { HtmlEscapedString } from "hono/utils/html";
import type { JSX } from "hono/jsx/jsx-runtime";
import type { OpenApi, Operation, Parameter } from "../api/openapi.ts";
import { Layout } from "./layout.tsx";
import type { View } from "./view.ts";

/** What the page is made from. */
export interface ApiPageProps {
  readonly view: View;
  readonly document: OpenApi;
}

/** The whole page. */
export function ApiPage(props: ApiPageProps): HtmlEscapedString | Promise<HtmlEscapedString> {
  const { view, document } = props;
  const { text, base, address } = view;
  return (
    <Layout view={view} title={text.apiTitle} page="api">
      <main id="main">
        <article class="prose">
          <h1>{text.apiTitle}</h1>
          {text.apiEnglish === "" ? null : <p class="quiet">{text.apiEnglish}</p>}
          <p lang="en">
            <Text text={document.info.description} />
          </p>
          <p>
            {text.asOpenApi} <a href={`${base}/api/v1/openapi.json`}>{base}/api/v1/openapi.json</a>
          </p>
          <pre tabindex={0}><code>{`curl -T photo.jpg -X POST ${address}/api/v1/images\n` +
            `curl -T photo.jpg -X POST -H 'Accept: image/png' -o result.png ` +
            `'${address}/api/v1/images?processor=edges'`}</code></pre>
          {document.tags.map((tag) => (
            <section>
              <h2 lang="en">{tag.description.replace(/\.$/, "")}</h2>
              {operations(document, tag.name).map(({ method, path, operation }) => (
                <Call view={view} method={method} path={path} operation={operation} />
              ))}
            </section>
          ))}
          <h2>{text.schemas}</h2>
          {Object.entries(document.components.schemas).map(([name, schema]) => (
            <details id={`schema-${name}`}>
              <summary>{name}</summary>
              <pre tabindex={0}><code>{JSON.stringify(schema, null, 2)}</code></pre>
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

function Call(props: Listed & { view: View }): JSX.Element {
  const { method, path, operation } = props;
  const { text } = props.view;
  return (
    <section id={operation.operationId}>
      <h3>
        <code>{method} {props.view.base}{path}</code>
      </h3>
      <p lang="en">{operation.summary}.</p>
      {operation.description?.split("\n\n").map((part) => (
        <p lang="en">
          <Text text={part} />
        </p>
      ))}
      {operation.parameters.length > 0
        ? (
          <table>
            <thead>
              <tr>
                <th scope="col">{text.parameter}</th>
                <th scope="col">{text.parameterIn}</th>
                <th scope="col">{text.meaning}</th>
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
            {text.body} <span lang="en">{operation.requestBody.description}</span>
          </p>
        )
        : null}
      <table>
        <thead>
          <tr>
            <th scope="col">{text.status}</th>
            <th scope="col">{text.meaning}</th>
            <th scope="col">{text.content}</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(operation.responses).map(([status, answer]) => (
            <tr>
              <td>{status}</td>
              <td lang="en">{answer.description}</td>
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
      <td lang="en">
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
