import assert from "node:assert/strict";
import { Ajv2020 } from "ajv/dist/2020.js";
import * as v from "valibot";
import { apiRoutes } from "../app.ts";
import { withFramebox } from "../test_framebox.ts";
import { COMPONENTS } from "../wire/schema_parts.ts";

Deno.test("each route about a session needs it; the others are open, or for users or operators", () =>
  withFramebox((framebox) => {
    const { routes } = apiRoutes(framebox.parts);
    const others = routes.filter(({ access }) => access !== "session");
    assert.deepEqual(
      Object.fromEntries(others.map(({ operationId, access }) => [operationId, access])),
      {
        processImage: "user",
        previewImage: "user",
        getUploadAbilities: "open",
        listCameras: "user",
        listStreams: "operator",
        openSession: "user",
        listClusters: "user",
        logInAtCluster: "user",
        logOutAtCluster: "user",
        listServices: "user",
        getService: "user",
        getServiceLog: "user",
        getServiceParameters: "user",
        listOpenWork: "operator",
        listOwnCalls: "user",
        checkAccess: "open",
        getStatus: "open",
        getHealth: "open",
        getReadiness: "open",
        getOpenApi: "open",
      },
    );
    for (const { access, path } of routes) {
      if (access === "session") assert.match(path, /^\/api\/v1\/sessions\/\{session\}/);
    }
    return Promise.resolve();
  }));

Deno.test("everything in the path is described, with the pattern that it has", () =>
  withFramebox(async (framebox) => {
    for (const methods of Object.values((await framebox.document()).paths)) {
      for (const { operationId, parameters } of Object.values(methods)) {
        for (const { name, in: place, description, required, schema } of parameters) {
          assert.ok(description, `${operationId}: ${name}`);
          if (place === "path") assert.equal(required, true, `${operationId}: ${name}`);
          assert.ok("type" in schema || "enum" in schema, `${operationId}: ${name}`);
        }
      }
    }
  }));

/** Bodies of all kinds: right for some, wrong for others. */
const BODIES: readonly unknown[] = [
  {},
  { processor: "grey" },
  { processor: null },
  { processor: "" },
  { processor: 1 },
  { camera: "door" },
  { camera: "door", processor: null, more: 1 },
  { camera: null },
  { total: 3 },
  { total: null },
  { total: -1 },
  { total: 1.5 },
  { total: 1e300 },
  { upload: "a" },
  { run: "1" },
  { run: "1", upload: null },
  { upload: "a", run: "1" },
  { upload: 1 },
  "grey",
  null,
  1,
];

Deno.test("a body is right by the document when it is right by the check", () =>
  withFramebox(async (framebox) => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema({ $id: "api", ...await framebox.document() });
    for (
      const name of ["ImageSetTask", "RetryTask", "ProcessorChoice", "CameraTask", "VideoTask"]
    ) {
      const byDocument = ajv.compile({ $ref: `api#/components/schemas/${name}` });
      const schema = COMPONENTS[name] ?? assert.fail(name);
      const right = BODIES.filter((body) => v.is(schema, body));
      assert.ok(right.length > 0 && right.length < BODIES.length, name);
      assert.deepEqual(BODIES.filter((body) => byDocument(body)), right, name);
    }
  }));
