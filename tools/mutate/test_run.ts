/**
 * Runs test files in a copy of the project, in one process, until the first test fails.
 *
 * @module
 */
import type { WorkCopy } from "./work_copy.ts";

/** What came of it. */
export interface TestRun {
  /** `hung`: it took longer than its limits, and was ended. */
  readonly outcome: "passed" | "failed" | "hung";
  /** The name of the test that failed, where Deno named it. */
  readonly failedTest: string | undefined;
  readonly ms: number;
}

/** How long tests may take. */
export interface TestLimits {
  /** All of them together, in ms. */
  readonly wholeMs: number;
  /** Until the next word of output, in ms: a test that hangs says nothing. */
  readonly silenceMs: number;
}

/** Characters of the output that are kept to find the failed test's name. */
const KEPT_OUTPUT = 65_536;

/** V8's heap, in MB: a mutant that grows for ever ends soon. */
const HEAP_MB = 1024;

/**
 * Runs tests.
 *
 * @param files paths from the copy's root, in the order in which they are to run
 * @throws the signal's reason when it is aborted
 */
export async function runTests(
  copy: WorkCopy,
  files: readonly string[],
  limits: TestLimits,
  signal: AbortSignal,
): Promise<TestRun> {
  signal.throwIfAborted();
  const begun = performance.now();
  // `timeout` has a process group of its own, ends all of it, and does so though this process is killed.
  const child = new Deno.Command("timeout", {
    args: [
      "--signal=KILL",
      "--kill-after=1",
      `${Math.ceil(limits.wholeMs / 1000)}`,
      Deno.execPath(),
      ...testArguments(copy),
      ...files,
    ],
    cwd: copy.root,
    env: {
      DENO_DIR: copy.denoDir,
      TMPDIR: copy.temporary,
      XDG_RUNTIME_DIR: copy.temporary,
      DENO_NO_UPDATE_CHECK: "1",
      NO_COLOR: "1",
    },
    stdin: "null",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  let isSilent = false;
  const end = () => {
    try {
      child.kill("SIGTERM");
    } catch (error) {
      // It has ended by itself meanwhile.
      if (!(error instanceof TypeError)) throw error;
    }
  };
  const beSilent = () => {
    isSilent = true;
    end();
  };
  signal.addEventListener("abort", end, { once: true });
  let timer = setTimeout(beSilent, limits.silenceMs);
  let output = "";
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    clearTimeout(timer);
    timer = setTimeout(beSilent, limits.silenceMs);
    output = (output + text).slice(-KEPT_OUTPUT);
  }
  const status = await child.status;
  clearTimeout(timer);
  signal.removeEventListener("abort", end);
  signal.throwIfAborted();
  const isHung = isSilent || status.signal !== null || status.code === 124 || status.code === 137;
  return {
    outcome: isHung ? "hung" : status.success ? "passed" : "failed",
    failedTest: /^(.+) => \.\/.+:\d+:\d+$/m.exec(output)?.[1],
    ms: performance.now() - begun,
  };
}

function testArguments(copy: WorkCopy): string[] {
  return [
    "test",
    "--no-check",
    "--no-prompt",
    "--fail-fast",
    "--frozen",
    "--lock=tests/deno.lock",
    `--v8-flags=--max-old-space-size=${HEAP_MB}`,
    `--preload=${new URL("symlink_by_ln.ts", import.meta.url)}`,
    "--allow-read",
    `--allow-write=${copy.root},/dev/shm`,
    "--allow-env",
    "--allow-net",
    "--allow-sys",
    "--allow-run",
    "--allow-ffi",
  ];
}
