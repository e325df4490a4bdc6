/**
 * Runs test files in a copy of the project, in one process.
 *
 * @module
 */
import { LEFT_OUT } from "./left_out.ts";
import type { WorkCopy } from "./work_copy.ts";

/** What came of it. */
export interface TestRun {
  /** `hung`: it took longer than its limits, and was ended. */
  readonly outcome: "passed" | "failed" | "hung";
  /** The names of the tests that failed, where Deno named them. */
  readonly failedTests: readonly string[];
  readonly ms: number;
}

/** Which tests are run, and how. */
export interface TestChoice {
  /** Paths from the copy's root, in the order in which they are to run. */
  readonly files: readonly string[];
  /** Names of tests in them that are left out. */
  readonly leftOut: readonly string[];
  /** Whether the first test that fails is the last one. */
  readonly failFast: boolean;
}

/** How long tests may take. */
export interface TestLimits {
  /** All of them together, in ms. */
  readonly wholeMs: number;
  /** Until the next word of output, in ms: a test that hangs prints nothing. */
  readonly silenceMs: number;
}

/** Characters of the output that are kept to find the names of failed tests: those come last. */
const KEPT_OUTPUT = 65_536;

/** V8's heap, in MB: a mutant that grows for ever ends soon. */
const HEAP_MB = 1024;

/**
 * Runs tests.
 *
 * @throws the signal's reason when it is aborted
 */
export async function runTests(
  copy: WorkCopy,
  choice: TestChoice,
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
      ...testArguments(copy, choice),
    ],
    cwd: copy.root,
    env: {
      DENO_DIR: copy.denoDir,
      TMPDIR: copy.temporary,
      XDG_RUNTIME_DIR: copy.temporary,
      DENO_NO_UPDATE_CHECK: "1",
      NO_COLOR: "1",
      [LEFT_OUT]: JSON.stringify(choice.leftOut),
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
    failedTests: [...new Set(namesIn(output))],
    ms: performance.now() - begun,
  };
}

/** The first line of each failure: the test, with the step in it if it has steps, and its place. */
function namesIn(output: string): string[] {
  return [...output.matchAll(/^(.+?)(?: \.\.\. .+)? => \S+:\d+:\d+$/gm)].map(([, name = ""]) =>
    name
  );
}

function testArguments(copy: WorkCopy, choice: TestChoice): string[] {
  return [
    "test",
    "--no-check",
    "--no-prompt",
    ...(choice.failFast ? ["--fail-fast"] : []),
    "--frozen",
    "--lock=tests/deno.lock",
    `--v8-flags=--max-old-space-size=${HEAP_MB}`,
    `--preload=${new URL("test_setup.ts", import.meta.url)}`,
    "--allow-read",
    `--allow-write=${copy.root},/dev/shm`,
    "--allow-env",
    "--allow-net",
    "--allow-sys",
    "--allow-run",
    "--allow-ffi",
    ...choice.files,
  ];
}
