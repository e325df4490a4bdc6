// Calls of a cluster's services by the HTTP API; supervisor and MinIO are real.
import assert from "node:assert/strict";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Clusters } from "../../clusters/connections/mod.ts";
import { silentLogger } from "../../base/log/mod.ts";
import {
  decodePicture,
  DEFAULT_IMAGE_LIMITS,
  encodePicture,
  readPictureHeader,
  scaleDown,
} from "../../media/image/mod.ts";
import type { TestFramebox, TestFrameboxOptions } from "../../web/test_framebox.ts";
import { as, withLogin } from "../../web/test_login.ts";
import type { CallEventJson, CallJson, ServicesJson } from "../../web/wire/mod.ts";
import { FrameboxProcess } from "../peers/framebox_process.ts";
import { within } from "../support/limit.ts";
import { OscarCluster } from "../support/oscar/cluster.ts";
import type { DefinitionInput } from "../support/oscar/definition.ts";
import { ADMINISTRATOR, type ClusterOptions, type Generation } from "../support/oscar/options.ts";
import {
  COWSAY,
  COWSAY_JSON,
  FAILING,
  GRAYIFY,
  LOGGED,
  OSCAR_FILES,
  PLANTS,
  PYTHON_DICT,
  SAME_NAME,
  SEVERAL,
  SPEECH,
  TEST_SERVICES,
  YOLO,
} from "../support/oscar/test_services.ts";
import { PHOTO } from "./support.ts";

/** Writes its input under its own name. */
const COPY: DefinitionInput = {
  ...SPEECH,
  name: "copy",
  script: '#!/bin/sh\ncp "$INPUT_FILE_PATH" "$TMP_OUTPUT_DIR/"\n',
};
/** Prints its input. */
const PRINT: DefinitionInput = {
  ...COWSAY,
  name: "print",
  script: '#!/bin/sh\ncat "$INPUT_FILE_PATH"\n',
};
/** Sleeps until it is ended. */
const SLEEP: DefinitionInput = {
  ...SPEECH,
  name: "sleep",
  script: "#!/bin/sh\nsleep 600\n",
};

/** What a test changes. */
interface Options extends Partial<ClusterOptions> {
  readonly generation: Generation;
  readonly services: readonly DefinitionInput[];
}

/** A user of the API, at a framebox with one cluster. */
class User {
  readonly #framebox: TestFramebox;
  readonly #headers: Readonly<Record<string, string>>;
  session = "";

  private constructor(framebox: TestFramebox, name: string) {
    this.#framebox = framebox;
    this.#headers = as(name);
  }

  /** Opens a session, and logs in at the cluster. */
  static async open(framebox: TestFramebox, name = "ana"): Promise<User> {
    const user = new User(framebox, name);
    user.session = (await (await user.ask("POST", "/api/v1/sessions")).json()).session;
    const body = JSON.stringify(ADMINISTRATOR);
    await user.ask("POST", "/api/v1/clusters/lab/login", body);
    return user;
  }

  /** Asks the API for something that it has to give. */
  async ask(method: string, path: string, body?: BodyInit): Promise<Response> {
    const response = await this.try(method, path, body);
    assert.ok(
      response.ok,
      `${method} ${path}: ${response.status} ${await response.clone().text()}`,
    );
    return response;
  }

  async try(method: string, path: string, body: BodyInit | null = null): Promise<Response> {
    const url = this.#framebox.url(path);
    return await within(fetch(url, { method, body, headers: this.#headers }), path);
  }

  /** Starts a call. */
  async start(service: string, body: BodyInit, query = ""): Promise<CallJson> {
    const path = `/api/v1/sessions/${this.session}/calls?service=lab/${service}${query}`;
    return await (await this.ask("POST", path, body)).json();
  }

  /** Calls a service, and resolves when that has ended. */
  async call(service: string, body: BodyInit, query = ""): Promise<CallJson> {
    return await this.ended(await this.start(service, body, query));
  }

  /** A call once it has ended, or is in one of these states. */
  async ended({ call }: CallJson, ...states: readonly string[]): Promise<CallJson> {
    const stop = new AbortController();
    const path = `/api/v1/sessions/${this.session}/calls/events`;
    const signal = stop.signal;
    const response = await fetch(this.#framebox.url(path), { headers: this.#headers, signal });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    try {
      for (;;) {
        const { value, done } = await within(reader?.read() ?? Promise.reject(), "an event");
        if (done) throw new Error("The events ended.");
        text += value;
        const parts = text.split("\n\n");
        text = parts.pop() ?? "";
        for (const part of parts) {
          const data = /^data: (.*)$/m.exec(part)?.[1];
          const event: CallEventJson | undefined = data === undefined
            ? undefined
            : JSON.parse(data);
          if (event?.type !== "call" || event.call.call !== call) continue;
          if (event.call.ended !== null || states.includes(event.call.state)) return event.call;
        }
      }
    } finally {
      stop.abort();
    }
  }

  /** A file's bytes. */
  async bytes(url: string | null | undefined): Promise<Uint8Array<ArrayBuffer>> {
    return await (await this.ask("GET", url ?? "")).bytes();
  }
}

/** Runs a test with a cluster and a framebox whose callers name themselves. */
async function withCluster(
  options: Options,
  test: (framebox: TestFramebox, cluster: OscarCluster) => Promise<void>,
  web: TestFrameboxOptions = {},
): Promise<void> {
  await using cluster = await OscarCluster.start(options);
  await using clusters = new Clusters({
    clusters: [{ name: "lab", address: cluster.address, storageEndpoint: undefined }],
    rules: [],
    operator: undefined,
    login: "password",
    keepLoginMs: 600_000,
    trust: {},
    limits: {},
    hasLogins: true,
  }, { hub: { isActive: () => true, subscribeOwners: () => () => {} }, log: silentLogger() });
  await withLogin((framebox) => test(framebox, cluster), { clusters, ...web });
}

const ALL = TEST_SERVICES.map(({ name }) => name);

for (const generation of ["3.0", "4.1"] as const) {
  Deno.test(`all services are called by HTTP at a cluster of ${generation}`, async () => {
    await withCluster({ generation, services: TEST_SERVICES }, async (framebox) => {
      const ana = await User.open(framebox);
      const { services }: ServicesJson = await (await ana.ask("GET", "/api/v1/services")).json();
      assert.deepEqual(services.map(({ service }) => service).sort(), [...ALL].sort());

      const plants = await ana.call(PLANTS.name, PHOTO, "&mode=sync&name=a.jpg");
      const [ranked] = plants.outputs;
      assert.equal(ranked?.labels.length, 3);
      assert.ok((ranked?.labels[0]?.probability ?? 0) >= (ranked?.labels[1]?.probability ?? 1));
      assert.equal(ranked?.kind, "data");

      const found = await ana.call(YOLO.name, PHOTO, "&mode=sync&input=picture");
      const boxes = found.outputs[0]?.boxes?.xyxy ?? [];
      assert.ok(boxes.length > 0 && boxes.flat().every((side) => side >= 0 && side <= 128));

      const grey = await ana.call(GRAYIFY.name, PHOTO, "&mode=async&name=a%20pho'to%20%C3%A9.jpg");
      assert.equal(grey.error, null);
      assert.equal(grey.outputs[0]?.name, "a pho'to é.jpg");
      assert.equal(readPictureHeader(await ana.bytes(grey.outputs[0]?.url)).channels, 1);

      const cow = await ana.call(COWSAY.name, "hello", "&input=text");
      assert.match(cow.outputs[0]?.text ?? "", /hello/);
      const json = await ana.call(COWSAY_JSON.name, '{"message": "hi, json"}');
      assert.match(json.outputs[0]?.text ?? "", /hi, json/);

      const speech = await ana.call(SPEECH.name, "good morning", "&mode=async&name=say.txt");
      assert.equal(speech.outputs[0]?.kind, "audio");
      assert.equal(speech.outputs[0]?.name, "say.wav");
      const shown = await ana.ask("GET", speech.outputs[0]?.shown_url ?? "");
      assert.equal(shown.headers.get("content-type"), "audio/wav");
      await shown.body?.cancel();

      const failing = await ana.call(FAILING.name, "x", "&mode=async");
      assert.equal(failing.error?.reason, "call-without-result");
      assert.match(failing.error?.message ?? "", /no model for this input/);
      assert.ok(failing.has_log);
      const log = await ana.ask("GET", `/api/v1/sessions/${ana.session}/calls/${failing.call}/log`);
      assert.match(await log.text(), /no model for this input/);

      const several = await ana.call(SEVERAL.name, PHOTO, "&mode=async&name=b.jpg");
      assert.deepEqual(several.outputs.map(({ kind }) => kind).sort(), [
        "data",
        "picture",
        "picture",
      ]);
      assert.ok(several.zip_url);
      const zipped = await ana.call(SEVERAL.name, PHOTO, "&mode=sync&name=b.jpg");
      assert.equal(zipped.outputs[0]?.kind, "archive");
      const list = await (await ana.ask("GET", zipped.outputs[0]?.entries_url ?? "")).json();
      assert.equal(list.entries.length, 3);

      const dict = await ana.call(PYTHON_DICT.name, "12345", "&mode=sync");
      const value = await (await ana.ask("GET", dict.outputs[0]?.data_url ?? "")).json();
      assert.deepEqual(value, { value: { status: "OK", bytes: 5, x: null } });

      const request = {
        "oscar-files": [{ key: "files", file_format: "jpg", data: btoa("x") }],
        top: 1,
      };
      const papi = await ana.call(
        OSCAR_FILES.name,
        JSON.stringify(request),
        "&mode=sync&input=json-files",
      );
      assert.deepEqual(papi.outputs[0]?.labels, [{ label: "small" }]);
      const path = `/api/v1/services/lab/${OSCAR_FILES.name}/parameters`;
      const { parameters } = await (await ana.ask("GET", path)).json();
      assert.deepEqual(parameters.map(({ name }: { name: string }) => name), [
        "files",
        "top",
        "order",
      ]);

      const isOneAtATime = async (name: string) => {
        const answer = await ana.ask("GET", `/api/v1/services/lab/${name}`);
        return ((await answer.json()) as ServicesJson["services"][number]).async.one_at_a_time;
      };
      for (const { name } of [SAME_NAME, LOGGED]) {
        assert.equal(await isOneAtATime(name), false, `${name}: nothing is known yet`);
        const same = await ana.call(name, PHOTO, "&mode=async&name=c.png");
        assert.equal(same.error, null, name);
        assert.equal(same.outputs[0]?.kind, "picture");
        assert.equal(await isOneAtATime(name), true, name);
      }
    });
  });
}

Deno.test("two users with the same file names get their own results, and none of the other's", async () => {
  await withCluster({ generation: "4.1", services: [LOGGED, SAME_NAME] }, async (framebox) => {
    const users = await Promise.all(["ana", "rui"].map((name) => User.open(framebox, name)));
    const pictures = [PHOTO, await smaller(PHOTO)];
    for (const { name } of [LOGGED, SAME_NAME]) {
      const calls = await Promise.all(
        users.map((user, i) =>
          user.call(name, new Uint8Array(pictures[i] ?? PHOTO), "&mode=async&name=output.png")
        ),
      );
      assert.deepEqual(calls.map(({ error }) => error), [null, null], name);
      const sides = calls.map(({ outputs }) => outputs[0]?.width);
      assert.deepEqual(sides, [128, 64], name);
      const [ana, rui] = users;
      for (const url of [calls[0]?.outputs[0]?.url, calls[0]?.input.url]) {
        assert.equal((await rui?.try("GET", url ?? ""))?.status, 404);
        const foreign = url?.replace(ana?.session ?? "", rui?.session ?? "");
        assert.equal((await rui?.try("GET", foreign ?? ""))?.status, 404);
      }
    }
    const own = await (await users[0]?.ask("GET", "/api/v1/calls"))?.json();
    assert.deepEqual(
      own.calls.map(({ session }: CallJson) => session),
      Array(2).fill(users[0]?.session),
    );
  });
});

/** The picture at half its size. */
async function smaller(picture: Uint8Array): Promise<Uint8Array> {
  const raster = await decodePicture(picture, { channels: 3, limits: DEFAULT_IMAGE_LIMITS });
  return await encodePicture(scaleDown(raster, 0.5), "png");
}

Deno.test("names of any kind arrive, come back, and never leave their folder", async () => {
  await withCluster({ generation: "3.0", services: [COPY] }, async (framebox) => {
    const ana = await User.open(framebox);
    const names = {
      "a b.txt": "a b.txt",
      "ação é.txt": "ação é.txt",
      'it\'s "quoted".txt': "it's _quoted_.txt",
      "50%20off+x.txt": "50%20off+x.txt",
      "../../../etc/passwd.txt": "passwd.txt",
      "C:\\Users\\x\\a.txt": "a.txt",
      [`${"n".repeat(300)}.txt`]: undefined,
    };
    await Promise.all(
      Object.entries(names).map(async ([name, expected]) => {
        const query = `&mode=async&name=${encodeURIComponent(name)}`;
        const call = await ana.call(COPY.name, `of ${name}`, query);
        assert.equal(call.error, null, name);
        const [output] = call.outputs;
        assert.equal(output?.text, `of ${name}`);
        if (expected === undefined) assert.match(output?.name ?? "", /^n{100,196}\.txt$/);
        else assert.equal(output?.name, expected);
        const file = await ana.ask("GET", output?.url ?? "");
        const given = file.headers.get("content-disposition") ?? "";
        assert.ok(
          !/[/\\]|\.\./.test(given.replace(/^attachment; /, "").replaceAll("UTF-8''", "")),
          given,
        );
        await file.body?.cancel();
      }),
    );
  });
});

Deno.test("what looks like base64, like JSON or like an event arrives as it is, and comes back", async () => {
  await withCluster({ generation: "4.1", services: [PRINT, PYTHON_DICT] }, async (framebox) => {
    const ana = await User.open(framebox);
    // The supervisor takes the first one's keys for an event.
    const texts = ['{"event": 1, "Records": []}', "test", "12345678", "abcd", "x".repeat(99)];
    for (const text of texts) {
      const call = await ana.call(PRINT.name, text, "&mode=sync");
      assert.equal(call.error, null, text);
      assert.equal(new TextDecoder().decode(await ana.bytes(call.outputs[0]?.url)), text);
    }
    // Their base64 is a number, and a word of JSON.
    for (const base64 of ["1234", "Infinity", "true"]) {
      const input = Uint8Array.fromBase64(base64);
      const call = await ana.call(PYTHON_DICT.name, input, "&mode=sync");
      assert.match(call.outputs[0]?.text ?? "", new RegExp(`'bytes': ${input.length},`), base64);
    }
    const logged = await ana.call(
      PRINT.name,
      'a line of log\n{"labels": ["a"], "probabilities": [1]}',
      "&mode=sync",
    );
    assert.deepEqual(logged.outputs[0]?.labels, [{ label: "a", probability: 1 }]);
    assert.match(logged.other?.text ?? "", /a line of log/);
    const other = await ana.bytes(logged.other?.url);
    assert.match(new TextDecoder().decode(other), /^a line of log/);
    const empty = await ana.call(PRINT.name, "", "&mode=sync");
    assert.equal(empty.state, "done");
    assert.deepEqual(empty.outputs, []);
  });
});

Deno.test("a call that is cancelled ends, and its job is deleted; one of a user that logs out, too", async () => {
  const states: string[] = [];
  const deleted: string[] = [];
  await withCluster({
    generation: "4.1",
    services: [SLEEP],
    onJob: ({ state }) => states.push(state),
    onRequest: (method, path) => method === "DELETE" && deleted.push(path),
  }, async (framebox) => {
    const ana = await User.open(framebox);
    const first = await ana.start(SLEEP.name, "x", "&mode=async");
    const running = await ana.ended(first, "running");
    assert.equal(running.state, "running");
    assert.ok(running.has_log);
    await ana.ask("DELETE", `/api/v1/sessions/${ana.session}/calls/${first.call}`);
    assert.equal((await ana.ended(first)).state, "cancelled");
    const second = await ana.start(SLEEP.name, "x", "&mode=async");
    await ana.ended(second, "running");
    await ana.ask("DELETE", "/api/v1/clusters/lab/login");
    const failed = await ana.ended(second);
    assert.equal(failed.error?.reason, "cluster-login-needed");
    const again = await ana.try(
      "POST",
      `/api/v1/sessions/${ana.session}/calls/${second.call}/again`,
    );
    assert.equal(again.status, 401);
    await ana.ask("POST", "/api/v1/clusters/lab/login", JSON.stringify(ADMINISTRATOR));
    await ana.ask("POST", `/api/v1/sessions/${ana.session}/calls/${second.call}/again`);
  });
  assert.ok(deleted.length >= 2, deleted.join());
});

/** Memory that is in use, what could be freed left out. */
function heldBytes(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  const { heapUsed, external } = Deno.memoryUsage();
  return heapUsed + external;
}

Deno.test("100 MB pass through asynchronously without being held, and 20 MB synchronously", async () => {
  const MB = 1_000_000;
  const web = { maxVideoBytes: 200 * MB };
  await withCluster({ generation: "3.0", services: [COPY] }, async (framebox) => {
    const ana = await User.open(framebox);
    const large = new Uint8Array(100 * MB);
    for (let i = 0; i < large.length; i += 1000) large[i] = i % 251;
    const before = heldBytes();
    let most = 0;
    const started = await ana.start(COPY.name, large, "&mode=async&name=large.bin");
    most = Math.max(most, heldBytes() - before);
    const call = await ana.ended(started, "running");
    most = Math.max(most, heldBytes() - before);
    const done = await ana.ended(call);
    most = Math.max(most, heldBytes() - before);
    assert.equal(done.error, null);
    assert.equal(done.outputs[0]?.bytes, large.length);
    assert.ok(most < 50 * MB, `${most} bytes`);
    assert.ok(equal(await ana.bytes(done.outputs[0]?.url), large));

    const small = large.subarray(0, 20 * MB);
    const sync = await ana.call(COPY.name, small, "&mode=sync&name=small.bin");
    assert.equal(sync.error, null);
    assert.ok(equal(await ana.bytes(sync.outputs[0]?.url), small));
  }, { web });
});

/** Quicker than a deep comparison. */
function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

Deno.test("a zip bomb is refused in words, and a zip's ../ stays in its folder", async () => {
  await withCluster({ generation: "4.1", services: [COPY] }, async (framebox) => {
    const ana = await User.open(framebox);
    const bomb = await pythonZip("z.writestr('a.bin', bytes(300_000_000))");
    const call = await ana.call(COPY.name, bomb, "&mode=async&name=a.zip");
    assert.equal(call.outputs[0]?.kind, "archive");
    const listed = await (await ana.ask("GET", call.outputs[0]?.entries_url ?? "")).json();
    assert.equal(listed.problem.reason, "archive-bomb");
    const entry = await ana.try("GET", `${call.outputs[0]?.entries_url}/0`);
    assert.equal(entry.status, 429);
    const away = await pythonZip(
      "z.writestr('../../../tmp/evil.txt', 'text'); z.writestr('/etc/b.txt', 'b')",
    );
    const second = await ana.call(COPY.name, away, "&mode=sync&name=b.zip");
    const { entries } = await (await ana.ask("GET", second.outputs[0]?.entries_url ?? "")).json();
    assert.deepEqual(entries.map(({ name }: { name: string }) => name), [
      "tmp/evil.txt",
      "etc/b.txt",
    ]);
  });
});

async function pythonZip(write: string): Promise<Uint8Array<ArrayBuffer>> {
  const path = await Deno.makeTempFile({ suffix: ".zip" });
  const source = `import zipfile
with zipfile.ZipFile(${JSON.stringify(path)}, "w", zipfile.ZIP_DEFLATED) as z: ${write}`;
  const { success } = await new Deno.Command(Deno.env.get("PYTHON") ?? "python3", {
    args: ["-c", source],
  }).output();
  assert.ok(success);
  const bytes = await Deno.readFile(path);
  await Deno.remove(path);
  return bytes;
}

Deno.test("after a restart users log in at the cluster again, and calls are gone with their sessions", async () => {
  await using cluster = await OscarCluster.start({ generation: "4.1", services: [PRINT] });
  const settings = { OSCAR_ENDPOINT: `lab=${cluster.address}` };
  const isLoggedIn = async (framebox: FrameboxProcess) => {
    const { clusters } = await (await framebox.call("GET", "/clusters")).json();
    return clusters.map(({ state }: { state: string }) => state);
  };
  let session = "";
  await FrameboxProcess.with(async (framebox) => {
    assert.deepEqual(await isLoggedIn(framebox), ["login-needed"]);
    session = await framebox.session();
    const path = `${session}/calls?service=lab/print`;
    await assert.rejects(framebox.call("POST", path, { body: "x" }), /401.*cluster-login-needed/);
    await framebox.call("POST", "/clusters/lab/login", { body: JSON.stringify(ADMINISTRATOR) });
    assert.deepEqual(await isLoggedIn(framebox), ["connected"]);
    const made = await framebox.call("POST", path, { body: "words" });
    assert.equal(made.status, 201);
  }, settings);
  await FrameboxProcess.with(async (framebox) => {
    assert.deepEqual(await isLoggedIn(framebox), ["login-needed"]);
    await assert.rejects(framebox.call("GET", `${session}/calls`), /404/);
  }, settings);
});
