import assert from "node:assert/strict";
import fc from "fast-check";
import { fitConnections, openFileLimit, parseOpenFileLimit } from "./file_limit.ts";

Deno.test("the soft limit is read from Linux's text", () => {
  const text = "Limit                     Soft Limit           Hard Limit           Units     \n" +
    "Max processes             96265                96265                processes \n" +
    "Max open files            1024                 524288               files     \n";
  assert.equal(parseOpenFileLimit(text), 1024);
  assert.equal(parseOpenFileLimit("Max open files  unlimited unlimited files"), undefined);
  assert.equal(parseOpenFileLimit(""), undefined);
});

Deno.test({
  name: "this process has a limit",
  ignore: Deno.build.os !== "linux",
  fn: () => assert.ok((openFileLimit() ?? 0) > 0),
});

Deno.test("limits that fit stay, and an unknown limit changes nothing", () => {
  const wanted = { web: 1000, grpc: 1000 };
  assert.deepEqual(fitConnections(wanted, 20_000), { ...wanted, isFitted: false });
  assert.deepEqual(fitConnections(wanted, undefined), { ...wanted, isFitted: false });
});

Deno.test("the usual limit of 1024 leaves half of it for all that is no connection", () => {
  assert.deepEqual(
    fitConnections({ web: 1000, grpc: 1000 }, 1024),
    { web: 256, grpc: 256, isFitted: true },
  );
  assert.deepEqual(
    fitConnections({ web: 3000, grpc: 1000 }, 2048),
    { web: 1152, grpc: 384, isFitted: true },
  );
});

Deno.test("fitted limits never pass what was asked for, and fit but for the least that there must be", () => {
  const number = fc.integer({ min: 1, max: 100_000 });
  fc.assert(
    fc.property(number, number, fc.integer({ min: 1, max: 1_000_000 }), (web, grpc, files) => {
      const fitted = fitConnections({ web, grpc }, files);
      assert.ok(fitted.web >= 1 && fitted.web <= web);
      assert.ok(fitted.grpc >= 1 && fitted.grpc <= grpc);
      assert.ok(fitted.web + fitted.grpc <= Math.max(files, 16));
    }),
  );
});
