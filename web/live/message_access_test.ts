import assert from "node:assert/strict";
import { requireAccess, type Role } from "../../auth/mod.ts";
import type { ClientMessage } from "../wire/mod.ts";
import { accessOf } from "./message_access.ts";

const isTaken = (message: ClientMessage, ...roles: Role[]) => {
  try {
    requireAccess({ id: "login:ana", roles: new Set(roles) }, accessOf(message));
    return true;
  } catch (error) {
    assert.equal((error as { code: string }).code, "PERMISSION_DENIED");
    return false;
  }
};

Deno.test("messages about the session are for its user alone", () => {
  const messages: ClientMessage[] = [
    { type: "credit", frames: 1 },
    { type: "reset" },
    { type: "finish" },
    { type: "cancel", run: "1" },
    { type: "watch", run: "1" },
    { type: "unwatch", run: "1" },
    { type: "unwatch", stream: "1" },
    { type: "processor", processor: "grey" },
  ];
  for (const message of messages) {
    const what = JSON.stringify(message);
    assert.ok(isTaken(message, "user"), what);
    assert.equal(isTaken(message, "worker", "media-graph"), false, what);
  }
});

Deno.test("messages that show ingest streams are for operators", () => {
  const messages: ClientMessage[] = [
    { type: "streams", tell: true },
    { type: "streams", tell: false },
    { type: "watch", stream: "1" },
  ];
  for (const message of messages) {
    const what = JSON.stringify(message);
    assert.ok(isTaken(message, "user", "operator"), what);
    assert.equal(isTaken(message, "user"), false, what);
  }
});
