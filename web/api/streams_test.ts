import assert from "node:assert/strict";
import { clientGone } from "../../sources/mod.ts";
import { assertError, withFramebox } from "../test_framebox.ts";

Deno.test("streams are listed in the order in which they came", () =>
  withFramebox(async (framebox) => {
    const list = async () => await (await framebox.call("GET", "/api/v1/streams")).json();
    assert.deepEqual(await list(), []);
    for (const name of ["gate", "door"]) {
      await framebox.streams.open({
        kind: "image-test",
        name,
        format: "704×576 grey",
        processor: "grey",
        pictures: "always",
      });
    }
    const [gate, door] = await list();
    assert.deepEqual([gate.stream, gate.name, gate.kind], ["1", "gate", "image-test"]);
    assert.deepEqual([door.stream, door.name, door.format], ["2", "door", "704×576 grey"]);
    await framebox.streams.get("1")?.close(clientGone());
    assert.deepEqual((await list()).map(({ name }: { name: string }) => name), ["door"]);
  }, { showStreams: true }));

Deno.test("a server that shows no streams has none to list, and names the setting that shows them", () =>
  withFramebox(async (framebox) => {
    const response = await framebox.call("GET", "/api/v1/streams");
    await assertError(response, 404, "NOT_FOUND", /SHOW_STREAMS=true/);
  }));
