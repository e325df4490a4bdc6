/** Checks answers against framebox's own OpenAPI document, in every test that uses the API. */
import assert from "node:assert/strict";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { OpenApi, OperationAnswer } from "./api/openapi.ts";

/** Made once for each document. */
export class Conformance {
  readonly #document: OpenApi;
  readonly #ajv = new Ajv2020({ strict: false, validateFormats: false });

  constructor(document: OpenApi) {
    this.#document = document;
    this.#ajv.addSchema({ $id: "api", ...document });
  }

  /** @throws {Error} when the document doesn't allow this answer */
  check(method: string, path: string, response: Response, body: unknown): void {
    const answer = this.#answer(method, path, response.status);
    const call = `${method} ${path} → ${response.status}`;
    assert.ok(answer, `${call} is not in the OpenAPI document`);
    const type = response.headers.get("content-type")?.split(";")[0]?.toLowerCase() ?? "";
    if (!answer.content) return assert.equal(type, "", `${call} has a body`);
    const content = answer.content[type];
    assert.ok(content, `${call}: the OpenAPI document has no ${type} there`);
    if (type !== "application/json" || method === "HEAD") return;
    const schema = JSON.parse(JSON.stringify(content.schema).replaceAll('"#/', '"api#/'));
    const validate = this.#ajv.compile(schema);
    assert.ok(validate(body), `${call}: ${this.#ajv.errorsText(validate.errors)}`);
  }

  #answer(method: string, path: string, status: number): OperationAnswer | undefined {
    const verb = method.toLowerCase() === "head" ? "get" : method.toLowerCase();
    for (const [pattern, methods] of Object.entries(this.#document.paths)) {
      const regex = new RegExp(`^${pattern.replace(/\{\w+\}/g, "[^/]+").replaceAll(".", "\\.")}$`);
      if (regex.test(path)) return methods[verb]?.responses[String(status)];
    }
    return undefined;
  }
}
