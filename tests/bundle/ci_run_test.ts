// What .ci/run promises, with stand-ins for all that it calls: nothing that was not tested counts.
import assert from "node:assert/strict";
import { Child } from "../support/process.ts";

const RUN = new URL("../../.ci/run", import.meta.url);

const PASSED = 'echo "ok | 3 passed | 0 failed (1s)"';

/** What each suite does; shell. */
interface Suites {
  readonly check?: string;
  readonly test?: string;
  readonly turbojpeg?: string;
  readonly peers?: string;
  readonly clusters?: string;
  readonly browser?: string;
  readonly bundle?: string;
  /** What `go install` does; by default it builds the tool. */
  readonly go?: string;
  readonly packages?: string;
  readonly env?: Record<string, string>;
}

/** The tool that `go install` is asked for. */
const TOOL = 'tool="${2##*/}"; tool="${tool%@*}"';

const GO = `${TOOL}; mkdir -p "$GOBIN"; echo built >> "$HOME/built"; ` +
  'printf "#!/bin/sh\\n" > "$GOBIN/$tool"; chmod +x "$GOBIN/$tool"';

/** A computer whose commands are such shell scripts; its cache outlives a run. */
class Machine implements AsyncDisposable {
  private constructor(readonly directory: string) {}

  static async make(): Promise<Machine> {
    const machine = new Machine(await Deno.makeTempDir({ prefix: "framebox-ci-" }));
    for (const folder of ["project/.ci", "bin", "home"]) {
      await Deno.mkdir(`${machine.directory}/${folder}`, { recursive: true });
    }
    await Deno.copyFile(RUN, `${machine.directory}/project/.ci/run`);
    return machine;
  }

  /** Runs it; resolves to its lines and its exit code. */
  async run(suites: Suites): Promise<{ lines: string[]; last: string; code: number }> {
    const suite = `case "$*" in
*check*) ${suites.check ?? "true"} ;;
*peers*) ${suites.peers ?? PASSED} ;;
*clusters*) ${suites.clusters ?? PASSED} ;;
*browser*) ${suites.browser ?? PASSED} ;;
*bundle*) ${suites.bundle ?? PASSED} ;;
*turbojpeg*) ${suites.turbojpeg ?? PASSED} ;;
*"task test"*) ${suites.test ?? PASSED} ;;
--version) echo "deno 2.9.6 (stable)" ;;
esac`;
    await this.#command("deno", suite);
    await this.#command("npx", suite);
    await this.#command("dpkg", suites.packages ?? "true");
    await this.#command("apt-get", 'echo "no such package"; false');
    await this.#command("go", `case "$1" in version) echo go1.0 ;; *) ${suites.go ?? GO} ;; esac`);
    const child = new Child(`${this.directory}/project/.ci/run`, {
      clearEnv: true,
      env: {
        PATH: `${this.directory}/bin:/usr/bin:/bin`,
        HOME: `${this.directory}/home`,
        ...suites.env,
      },
    });
    const code = await child.status();
    const lines = child.output.split("\n");
    return { lines, last: lines.at(-1) ?? "", code };
  }

  /** How many tools were built. */
  async built(): Promise<number> {
    const text = await Deno.readTextFile(`${this.directory}/home/built`).catch(() => "");
    return text.split("\n").length - 1;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.directory, { recursive: true });
  }

  async #command(name: string, script: string): Promise<void> {
    const path = `${this.directory}/bin/${name}`;
    await Deno.writeTextFile(path, `#!/bin/bash\n${script}\n`);
    await Deno.chmod(path, 0o755);
  }
}

Deno.test("CI's last line has the counts alone, after a table with each suite's time", async () => {
  await using machine = await Machine.make();
  const { lines, last, code } = await machine.run({});
  assert.equal(last, "19 passed, 0 failed", lines.join("\n"));
  assert.equal(code, 0);
  const table = lines.slice(
    lines.findIndex((line) => /^suite +seconds +passed +failed$/.test(line)),
  );
  const suites = [
    ...["check", "test, as the README says", "pictures, by libturbojpeg", "real peers"],
    ...["real clusters", "real browser", "bundle, Dockerfile, README"],
  ];
  for (const suite of suites) {
    assert.ok(table.some((line) => line.startsWith(suite) && /\d+ +[13] +0$/.test(line)), suite);
  }
  for (
    const work of [
      "install: Debian's packages",
      "install: deno",
      "beside: go install grpcurl",
      "beside: go install minio",
    ]
  ) {
    assert.ok(table.some((line) => line.startsWith(work) && /\d+ +0 +0$/.test(line)), work);
  }
  assert.ok(table.some((line) => /^all +\d+$/.test(line)));
  const load = String.raw`\d+\.\d+`;
  assert.match(
    lines.at(-2) ?? "",
    new RegExp(`^load: ${load} at the start, ${load} at the end, on`),
  );
  assert.ok(
    lines.some((line) => new RegExp(`^== real peers \\(\\d+s, load ${load}\\)$`).test(line)),
  );
});

Deno.test("CI fails where a suite fails, ends badly, leaves tests out or has none", async () => {
  await using machine = await Machine.make();
  const faults: readonly [Suites, string, RegExp][] = [
    [{ check: "echo wrong; false" }, "18 passed, 1 failed", /^wrong$/m],
    [
      { test: 'echo "FAILED | 2 passed | 4 failed (1s)"; exit 1' },
      "18 passed, 4 failed",
      /FAILED \| 2 passed/,
    ],
    [{ peers: `${PASSED}; exit 3` }, "19 passed, 1 failed", /real peers: ended with code 3/],
    [{ clusters: `${PASSED}; exit 3` }, "19 passed, 1 failed", /real clusters: ended with code 3/],
    [
      { turbojpeg: 'echo "FAILED | 1 passed | 2 failed (1s)"; exit 1' },
      "17 passed, 2 failed",
      /FAILED \| 1 passed/,
    ],
    [{ browser: "true" }, "16 passed, 1 failed", /real browser: ran no test/],
    [
      { bundle: 'echo "ok | 3 passed | 0 failed | 1 ignored (1s)"' },
      "19 passed, 1 failed",
      /tests were left out/,
    ],
    [
      { bundle: 'echo "ok | 3 passed | 0 failed | 2 filtered out (1s)"' },
      "19 passed, 1 failed",
      /tests were left out/,
    ],
    [
      { packages: "false" },
      "0 passed, 1 failed",
      /no such package[^]*install: Debian's packages failed/,
    ],
  ];
  for (const [suites, counts, sentence] of faults) {
    const { lines, last, code } = await machine.run(suites);
    assert.equal(last, counts, lines.join("\n"));
    assert.match(lines.join("\n"), sentence);
    assert.equal(code, 1);
  }
});

Deno.test("a suite that hangs is ended with its children, shown, and counted as failed", async () => {
  await using machine = await Machine.make();
  const { lines, last, code } = await machine.run({
    bundle: `echo "the last that was heard"; tail -f /dev/null & echo $! > "$HOME/child"; wait`,
    env: { CI_SUITE_LIMIT_S: "10" },
  });
  assert.equal(last, "16 passed, 1 failed", lines.join("\n"));
  assert.equal(code, 1);
  assert.match(lines.join("\n"), /bundle.*: hung; its log ends so:\nthe last that was heard/);
  const child = (await Deno.readTextFile(`${machine.directory}/home/child`)).trim();
  const state = await Deno.readTextFile(`/proc/${child}/stat`).catch(() => "gone");
  assert.match(state, /^gone$|\) Z /, "the suite's child is still running");
});

Deno.test("a tool is built once, kept for later runs, and waited for by the suite that needs it", async () => {
  await using machine = await Machine.make();
  const needed = `[[ -x "$GRPCURL" && -x "$MINIO" ]] && ${PASSED}`;
  // They are built only once the suites before have ended, which didn't wait for them; each has a pipe of its own.
  const pipes = ["grpcurl", "minio"].map((tool) => `${machine.directory}/home/tested-${tool}`);
  assert.ok((await new Deno.Command("mkfifo", { args: pipes }).output()).success);
  const first = await machine.run({
    test: `${PASSED}; for pipe in "$HOME"/tested-*; do echo > "$pipe"; done`,
    peers: needed,
    go: `${TOOL}; timeout 300 cat "$HOME/tested-$tool" && { ${GO}; }`,
  });
  assert.equal(first.last, "19 passed, 0 failed", first.lines.join("\n"));
  assert.equal(await machine.built(), 2);
  const second = await machine.run({ peers: needed });
  assert.equal(second.last, "19 passed, 0 failed", second.lines.join("\n"));
  assert.equal(await machine.built(), 2, "it was built again");
  assert.match(second.lines.join("\n"), /grpcurl: kept from an earlier run/);
});

Deno.test("a tool that can't be built fails the run with the end of its log, and leaves nothing in the cache", async () => {
  await using machine = await Machine.make();
  const { lines, last, code } = await machine.run({
    go: 'mkdir -p "$GOBIN"; echo "module not found"; false',
  });
  assert.equal(last, "13 passed, 2 failed", lines.join("\n"));
  assert.equal(code, 1);
  assert.match(lines.join("\n"), /grpcurl could not be built:\n.*module not found/);
  const cache = `${machine.directory}/home/.cache/framebox-ci`;
  assert.deepEqual(await Array.fromAsync(Deno.readDir(cache)), []);
});
