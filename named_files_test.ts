import assert from "node:assert/strict";
import { optionsOf } from "./server_options.ts";
import { FrameboxError } from "./base/errors/mod.ts";
import { loadSettings } from "./base/settings/mod.ts";

const CERT = new URL("web/testdata/localhost_cert.pem", import.meta.url).pathname;
const KEY = new URL("web/testdata/localhost_key.pem", import.meta.url).pathname;
const OTHER_KEY = new URL("grpc/testdata/localhost_key.pem", import.meta.url).pathname;

const options = (env: Record<string, string>) =>
  optionsOf(loadSettings([], (name) => ({ DATA_DIR: "/data", ...env })[name]).settings);

/** Runs it with a directory that holds a file, `text.pem`. */
async function inPlace(test: (place: string) => Promise<void>): Promise<void> {
  const place = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${place}/text.pem`, "no PEM at all");
    await test(place);
  } finally {
    await Deno.remove(place, { recursive: true });
  }
}

Deno.test("what is wrong with a file or directory of a setting names both, and the reason", () =>
  inPlace(async (place) => {
    const tls = (TLS_CERT: string, TLS_KEY: string) => ({ TLS_CERT, TLS_KEY });
    const wrong: [Record<string, string>, string, string, RegExp][] = [
      [
        tls(`${place}/none.pem`, KEY),
        "TLS_CERT",
        `${place}/none.pem`,
        /can't be read: there is none/,
      ],
      [
        tls(CERT, `${place}/none.pem`),
        "TLS_KEY",
        `${place}/none.pem`,
        /can't be read: there is none/,
      ],
      [tls(place, KEY), "TLS_CERT", place, /it is a directory/],
      [tls(CERT, `${CERT}/key`), "TLS_KEY", `${CERT}/key`, /on the way to it is no directory/],
      [tls(`${place}/text.pem`, KEY), "TLS_CERT", `${place}/text.pem`, /holds no certificate/],
      [tls(CERT, `${place}/text.pem`), "TLS_KEY", `${place}/text.pem`, /holds no private key/],
      [tls(CERT, CERT), "TLS_KEY", CERT, /holds no private key/],
      [tls(CERT, OTHER_KEY), "TLS_KEY", OTHER_KEY, /is not that of the certificate in .*TLS_CERT/],
      [
        { AVA_SHARED_MEMORY: `${place}/none` },
        "AVA_SHARED_MEMORY",
        `${place}/none`,
        /there is none/,
      ],
      [
        { AVA_SHARED_MEMORY: `${place}/text.pem` },
        "AVA_SHARED_MEMORY",
        `${place}/text.pem`,
        /it is no directory/,
      ],
    ];
    for (const [env, setting, path, why] of wrong) {
      await assert.rejects(options(env), (error: unknown) => {
        assert.ok(error instanceof FrameboxError && error.code === "FAILED_PRECONDITION");
        assert.ok(error.message.includes(setting), error.message);
        assert.ok(error.message.includes(path), error.message);
        assert.match(error.message, why);
        return true;
      });
    }
    assert.equal((await options(tls(CERT, KEY))).web.tls?.cert, await Deno.readTextFile(CERT));
    assert.equal(
      (await options({ AVA_SHARED_MEMORY: place })).grpc.mediaGraph.sharedMemory,
      place,
    );
  }));

Deno.test("a data directory that a setting names is taken, else the user's own", async () => {
  assert.deepEqual(await dataDir({}), ["/data", false]);
  const [path, isDefault] = await dataDir({ DATA_DIR: "" });
  assert.match(String(path), /\/framebox(-\d+)?$/);
  assert.equal(isDefault, true);
});

async function dataDir(env: Record<string, string>) {
  const { hub } = await options(env);
  return [hub.dataDir, hub.isDefaultDataDir];
}
