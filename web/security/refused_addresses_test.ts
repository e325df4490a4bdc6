import assert from "node:assert/strict";
import { raw, type TestFramebox, withFramebox } from "../test_framebox.ts";

const warnings = (framebox: TestFramebox) =>
  framebox.log.filter((line) => line.includes("web_address_refused"));

Deno.test("the error behind a proxy that drops the port has the very value, and the log has it once", () =>
  withFramebox(async (framebox) => {
    for (let i = 0; i < 5; i++) {
      const answer = await raw(
        framebox,
        "POST /api/v1/sessions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n" +
          "Origin: http://127.0.0.1:20084\r\nSec-Fetch-Site: same-origin\r\n\r\n",
      );
      assert.match(answer, /^HTTP\/1.1 403 /);
      assert.match(answer, /start framebox with ALLOWED_HOSTS=127\.0\.0\.1:20084/);
    }
    assert.equal(warnings(framebox).length, 1);
    assert.match(warnings(framebox)[0]!, /warn .*ALLOWED_HOSTS=127\.0\.0\.1:20084/);
  }));

Deno.test("the error of an unknown name has its value: a user gets a page, a program JSON", () =>
  withFramebox(async (framebox) => {
    const ask = (lines: string) =>
      raw(framebox, `GET / HTTP/1.1\r\nHost: framebox_upstream:7860\r\n${lines}\r\n`);
    const page = await ask("Accept: text/html,*/*\r\nAccept-Language: es\r\n");
    assert.match(page, /^HTTP\/1.1 403 /);
    assert.match(page, /content-type: text\/html/i);
    assert.match(page, /<html lang="es">/);
    assert.match(page, /ALLOWED_HOSTS=framebox_upstream:7860/);
    assert.match(page, /content-security-policy: default-src 'none'; .*style-src 'sha256-/i);
    const json = await ask("Accept: */*\r\n");
    assert.match(json, /content-type: application\/json/i);
    assert.match(json, /ALLOWED_HOSTS=framebox_upstream:7860/);
    assert.equal(warnings(framebox).length, 1);
  }));
