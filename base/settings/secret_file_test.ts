import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import {
  helpText,
  loadSettings,
  markdownTable,
  SETTING_NAMES,
  SETTINGS,
  valuesText,
} from "./mod.ts";

const CAMERAS = "door=rtsp://user:pass%40word@10.0.0.5/stream1\nyard=http://10.0.0.6/video.mjpg\n";

async function withFile(
  content: string | Uint8Array,
  test: (path: string) => void,
): Promise<void> {
  const path = await Deno.makeTempFile({ prefix: "framebox-secret-" });
  try {
    await Deno.writeFile(path, typeof content === "string" ? Buffer.from(content) : content);
    test(path);
  } finally {
    await Deno.remove(path);
  }
}

const load = (args: string[], env: Record<string, string> = {}) =>
  loadSettings(args, (name) => env[name]);

/** The sentence that ends the start. */
function refusal(args: string[], env: Record<string, string> = {}): string {
  try {
    load(args, env);
  } catch (error) {
    if (error instanceof Error) return error.message;
  }
  return "it was taken";
}

Deno.test("a secret is read from the file that a variable or flag names, without its last line feed", async () => {
  for (const end of ["", "\n", "\r\n"]) {
    await withFile(`s3cret-t0ken${end}`, (path) => {
      const byVariable = load([], { WORKER_TOKEN_FILE: path });
      const byFlag = load(["--worker-token-file", path], { WORKER_TOKEN: "another" });
      for (const { settings, sources, exposed } of [byVariable, byFlag]) {
        assert.equal(settings.workerToken, "s3cret-t0ken");
        assert.equal(sources.workerToken, "file");
        assert.deepEqual(exposed, []);
      }
      assert.match(valuesText(byFlag), /WORKER_TOKEN +\(set\) +file/);
      assert.ok(!valuesText(byFlag).includes("s3cret"));
    });
  }
  await withFile("größer als 4 Wörter\n", (path) => {
    const { settings } = load([], { AVA_PASSWORD_FILE: path, AVA_USERNAME: "kamera" });
    assert.equal(settings.avaPassword, "größer als 4 Wörter");
  });
  await withFile(CAMERAS, (path) => {
    const { settings } = load([`--cameras-file=${path}`]);
    assert.deepEqual(settings.cameras.map(({ name }) => name), ["door", "yard"]);
  });
});

Deno.test("every secret has such a file, and nothing else has", () => {
  for (const name of SETTING_NAMES) {
    const { env, flags, type } = SETTINGS[name];
    const wanted = type.isSecret === true;
    const ofVariable = refusal([], { [`${env}_FILE`]: "/no/such/file" });
    assert.equal(ofVariable.includes(`${env}_FILE names the file /no/such/file`), wanted, env);
    const ofFlag = refusal([`${flags[0]}-file`, "/no/such/file"]);
    assert.equal(ofFlag.includes(`${flags[0]}-file names the file /no/such/file`), wanted, env);
    for (const text of [helpText(), markdownTable()]) {
      assert.equal(text.includes(`${env}_FILE`), wanted, env);
    }
  }
});

Deno.test("a file that can't be a secret ends the start with a sentence that gives nothing away", async () => {
  const wrong: readonly [string | Uint8Array, RegExp][] = [
    ["", /which is empty/],
    ["\n", /which is empty/],
    [new Uint8Array([0x68, 0xff, 0xfe]), /no text in UTF-8/],
    ["x".repeat(65_537), /longer than 65536 bytes/],
    ["two words", /WORKER_TOKEN_FILE needs .*visible ASCII.*its value is not that/],
  ];
  for (const [content, sentence] of wrong) {
    await withFile(content, (path) => {
      const refused = refusal([], { WORKER_TOKEN_FILE: path });
      assert.match(refused, sentence);
      assert.doesNotMatch(refused, /two|words|xxx/);
    });
  }
  assert.match(
    refusal([], { WORKER_TOKEN_FILE: "/etc" }),
    /WORKER_TOKEN_FILE.*\/etc.*can't be read/,
  );
  const both = refusal([], { WORKER_TOKEN: "one", WORKER_TOKEN_FILE: "/some/file" });
  assert.match(both, /Both WORKER_TOKEN and WORKER_TOKEN_FILE are set/);
  assert.doesNotMatch(both, /one/);
  assert.equal(
    load([], { WORKER_TOKEN: "one", WORKER_TOKEN_FILE: "" }).sources.workerToken,
    "environment",
  );
});

Deno.test("flags that gave a secret are known, so that the log can warn of them", () => {
  const args = ["--worker-token", "s3cret", "--port=9000", "--cameras=door=http://10.0.0.6/x"];
  assert.deepEqual(load(args).exposed, ["--worker-token", "--cameras"]);
  assert.deepEqual(load(["--worker-token="], { AVA_PASSWORD: "quiet" }).exposed, []);
});
