import assert from "node:assert/strict";
import { FrameboxError } from "../../base/errors/mod.ts";
import type { StorageAccess } from "../service/mod.ts";
import { storageRefused } from "../storage/mod.ts";
import { ClusterStore, type Store } from "./cluster_store.ts";
import { objectOf } from "./test_service.ts";

const never = new AbortController().signal;

function accessOf(secretKey: string): StorageAccess {
  return { endpoint: "http://x", verify: true, accessKey: "k", secretKey, region: "" };
}

/** A store that refuses all keys but one, and notes who was called. */
function source(keys: (string | undefined)[], right: string) {
  const seen: string[] = [];
  let asked = 0;
  const storeOf = (name: string, listen?: Store["listen"]): Store => {
    const use = () => {
      seen.push(name);
      return name === right ? Promise.resolve() : Promise.reject(storageRefused());
    };
    return {
      put: use,
      remove: use,
      get: () => Promise.reject(new FrameboxError("NOT_FOUND", "gone")),
      async *list() {
        await use();
        yield { key: name, byteLength: 1, modifiedAt: undefined, etag: "" };
      },
      listen,
    };
  };
  const listen = () => Promise.reject(storageRefused());
  const store = new ClusterStore({
    access: () => {
      const key = keys[Math.min(asked++, keys.length - 1)];
      return Promise.resolve(key === undefined ? undefined : accessOf(key));
    },
    withKeys: ({ secretKey }) => storeOf(secretKey, listen),
    withoutKeys: storeOf("presigned"),
  }, never);
  const put = () => store.put("b", "k", objectOf("x"), never);
  return { store, seen, put, asked: () => asked };
}

Deno.test("keys that are refused are fetched once more, for all that wait together", async () => {
  const { store, seen, put, asked } = source(["old", "new"], "new");
  await Promise.all([put(), put(), put()]);
  assert.deepEqual(seen, ["old", "old", "old", "new", "new", "new"]);
  assert.equal(asked(), 2);
  const listed = await Array.fromAsync(store.list("b", "", never));
  assert.deepEqual(listed.map(({ key }) => key), ["new"]);
});

Deno.test("the same keys again, or none, lead to addresses that the manager signs", async () => {
  const same = source(["old"], "presigned");
  await same.put();
  assert.deepEqual(same.seen, ["old", "presigned"]);
  assert.equal(same.store.listen, undefined);
  const none = source([undefined], "presigned");
  await none.store.ready();
  assert.equal(none.store.listen, undefined);
  await none.put();
  assert.deepEqual(none.seen, ["presigned"]);
});

Deno.test("where that is refused as well, it is tried no more", async () => {
  const { seen, put } = source(["old"], "other");
  await assert.rejects(put(), { code: "PERMISSION_DENIED" });
  assert.deepEqual(seen, ["old", "presigned"]);
});
