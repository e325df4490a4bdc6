import assert from "node:assert/strict";
import { limit } from "../../tests/support/limit.ts";
import { listed, PASSWORD, routesOf, testClusters } from "./test_clusters.ts";

const HELP = `usage: deepaas-cli [-h] --files FILES [--top TOP]

  --files FILES
            Type: file
            *Required*
            A picture
  --top TOP
            Type: int
            How many labels, default: 5
`;

Deno.test("a service is asked for its parameters once, and again when it has changed", async () => {
  let image = "one";
  const bodies: string[] = [];
  await using test = testClusters({
    ...routesOf(() => [listed("papi", { image })]),
    "POST /run/papi": ({ body }) => {
      bodies.push(atob(body));
      return new Response(HELP);
    },
  });
  test.pages.set("ana", true);
  const login = { user: "oscar", password: PASSWORD };
  const connection = await test.clusters.connect("ana", "lab", login, limit());
  const ask = async () =>
    await connection.parameters(await connection.service("papi", limit()), limit());
  const both = await Promise.all([ask(), ask()]);
  assert.deepEqual(both[0].map(({ name, type }) => [name, type]), [
    ["files", "file"],
    ["top", "integer"],
  ]);
  assert.deepEqual(bodies, ['{"help": ""}']);
  image = "two";
  await connection.services(limit(), { isFresh: true });
  await ask();
  assert.equal(bodies.length, 2);
});
