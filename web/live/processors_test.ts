import assert from "node:assert/strict";
import type { Principal } from "../../auth/mod.ts";
import {
  BUILT_INS,
  type ProcessorInfo,
  type ProcessorProvider,
  registryOf,
} from "../../processors/mod.ts";
import { assertError, file, type TestFramebox, withFramebox } from "../test_framebox.ts";
import { as, withLogin } from "../test_login.ts";
import type { LiveClient } from "../test_live_client.ts";

const SPOT: ProcessorInfo = {
  name: "spot",
  title: "Spot",
  help: "The brightest spot.",
  kind: "own",
  takes: ["image/*"],
  gives: ["image/*"],
};

const LISTENER: ProcessorInfo = { ...SPOT, name: "listener", takes: ["audio/*"] };

const namesIn = (list: unknown) => (list as ProcessorInfo[]).map(({ name }) => name);
const nextNames = async (client: LiveClient) =>
  namesIn((await client.status("processors")).processors);
const statusNames = async (framebox: TestFramebox) =>
  namesIn((await (await framebox.call("GET", "/api/v1/status")).json()).processors);

Deno.test("pages are sent the processors when they come, and whenever a provider comes, changes or goes", async () => {
  const processors = registryOf(BUILT_INS);
  await withFramebox(async (framebox) => {
    const client = await framebox.live(await framebox.session());
    const before = await nextNames(client);
    assert.deepEqual(before, await statusNames(framebox));
    let title = "Spot";
    let changed = () => {};
    const remove = processors.add({
      list: () => [{ ...SPOT, title }],
      subscribe(listener) {
        changed = listener;
        return () => {};
      },
    });
    assert.deepEqual(await nextNames(client), [...before, "spot"]);
    assert.deepEqual(await statusNames(framebox), [...before, "spot"]);
    title = "The spot";
    changed();
    const list = (await client.status("processors")).processors as ProcessorInfo[];
    assert.deepEqual(list.at(-1), { ...SPOT, title: "The spot" });
    remove();
    assert.deepEqual(await nextNames(client), before);
  }, { processors });
});

Deno.test("a user is sent nothing of a processor that is for others", async () => {
  const processors = registryOf(BUILT_INS);
  const forAna: ProcessorProvider = {
    list: (principal: Principal | undefined) => principal?.id === "login:ana" ? [SPOT] : [],
  };
  await withLogin(async (framebox) => {
    const open = async (name: string) => {
      const init = { method: "POST", headers: as(name) };
      const { session } = await (await fetch(framebox.url("/api/v1/sessions"), init)).json();
      const client = await framebox.live(session, "", as(name));
      await nextNames(client);
      return client;
    };
    const [ana, rui] = [await open("ana"), await open("rui")];
    const remove = processors.add(forAna);
    assert.ok((await nextNames(ana)).includes("spot"));
    const all = processors.add({ list: () => [{ ...SPOT, name: "all" }] });
    // The first that Rui is sent is the second one.
    assert.deepEqual((await nextNames(rui)).slice(-2), ["intensity", "all"]);
    all();
    remove();
  }, { processors });
});

Deno.test("what a provider knows of a processor besides stays in the server", async () => {
  const own = { url: "https://me:pass@cluster.test/", token: "s3cret" };
  const processors = registryOf([...BUILT_INS, { ...SPOT, ...own } as ProcessorInfo]);
  await withFramebox(async (framebox) => {
    const client = await framebox.live(await framebox.session());
    const sent = (await client.status("processors")).processors as ProcessorInfo[];
    const status = await (await framebox.call("GET", "/api/v1/status")).json();
    for (const list of [sent, status.processors]) assert.deepEqual(list.at(-1), SPOT);
  }, { processors });
});

Deno.test("a user whom the default processor is not for is given another one, everywhere", async () => {
  const processors = registryOf([SPOT]);
  processors.add({
    list: (caller) =>
      caller?.id === "login:rui" ? [] : BUILT_INS.filter(({ name }) => name === "grey"),
  });
  await withLogin(async (framebox) => {
    for (const [name, usual] of [["ana", "grey"], ["rui", "spot"]] as const) {
      const headers = as(name);
      const fetched = async (path: string, init: RequestInit = {}) =>
        await (await framebox.call(init.method ?? "GET", path, { ...init, headers })).json();
      assert.equal((await fetched("/api/v1/status")).default_processor, usual);
      const page = await (await fetch(framebox.url("/"), { headers })).text();
      assert.match(page, new RegExp(`<option value="${usual}"[^>]* selected`));
      const { session } = await fetched("/api/v1/sessions", { method: "POST" });
      const path = `/api/v1/sessions/${session}/image-sets`;
      assert.equal((await fetched(path, { method: "POST" })).processor, usual);
      const client = await framebox.live(session, "", headers);
      assert.equal((await client.status("open")).processor, usual);
    }
  }, { processors });
});

Deno.test("no way to give pictures takes a processor of something else", async () => {
  const processors = registryOf([...BUILT_INS, LISTENER]);
  await withFramebox(async (framebox) => {
    const session = await framebox.session();
    const path = `/api/v1/sessions/${session}`;
    const named = JSON.stringify({ processor: "listener" });
    const sentence =
      /^listener takes audio, not pictures; choose one of workers, grey, edges, invert, intensity\.$/;
    const refused = async (path: string, body: BodyInit | null, method = "POST") =>
      await assertError(
        await framebox.call(method, path, { body }),
        400,
        "INVALID_ARGUMENT",
        sentence,
      );
    await refused("/api/v1/images?processor=listener", await file());
    await refused(`${path}/images?processor=listener`, await file());
    await refused(`${path}/image-sets`, named);
    const started = await framebox.call("POST", `${path}/image-sets`);
    const { run } = await started.json();
    await refused(`${path}/runs/${run}/processor`, named);
    await refused(`${path}/runs/${run}/retry`, named);
    const client = await framebox.live(session);
    client.send({ type: "processor", processor: "listener" });
    const { error } = await client.status("error") as { readonly error?: unknown };
    assert.match(JSON.stringify(error), /processor-without-pictures/);
    const page = await (await fetch(framebox.url("/"))).text();
    assert.doesNotMatch(page, /value="listener"/);
    assert.match(page, /value="intensity"/);
  }, { processors });
});
