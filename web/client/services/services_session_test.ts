import assert from "node:assert/strict";
import "../base/test_page.ts";
import { storeOver } from "../base/storage.ts";
import { ServicesSession } from "./services_session.ts";

/** A server of sessions, and the browser's storage, which windows share. */
function server() {
  const sessions = new Set<string>();
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as unknown as Storage;
  let made = 0;
  const open = () =>
    new ServicesSession(storeOver(() => storage), {
      create: () => {
        const session = `session-${made += 1}`;
        sessions.add(session);
        return Promise.resolve(session);
      },
      exists: (session) => Promise.resolve(sessions.has(session)),
    });
  return { sessions, open, made: () => made };
}

Deno.test("calls at once share one new session, and a later visit finds it", async () => {
  const { open, made } = server();
  const session = open();
  assert.equal(session.current, undefined);
  const names = await Promise.all([session.open(), session.open()]);
  assert.deepEqual(names, ["session-1", "session-1"]);
  assert.equal(open().current, "session-1");
  assert.equal(await open().open(), "session-1");
  assert.equal(made(), 1);
});

Deno.test("one that has ended is forgotten and made anew", async () => {
  const { open, sessions } = server();
  const session = open();
  await session.open();
  sessions.clear();
  assert.equal(await session.isThere(), false);
  assert.equal(session.current, undefined);
  assert.equal(await session.open(), "session-2");
});

Deno.test("what another window has made meanwhile is not forgotten", async () => {
  const { open, sessions } = server();
  const [one, other] = [open(), open()];
  await one.open();
  sessions.clear();
  await other.open();
  one.forget("session-1");
  assert.equal(one.current, "session-2");
});
