/**
 * `deno task mutate [PATH…] [--count N] [--seed N]`: makes small faults in the sources, one at a time,
 * runs the tests that belong to each, and prints which faults no test noticed.
 */
import { setPriority } from "node:os";
import { type MutateOptions, parseOptions, USAGE } from "./mutate/options.ts";
import { asText } from "./mutate/report.ts";
import { runMutation } from "./mutate/run.ts";
import { removeAbandoned } from "./mutate/work_copy.ts";

const PROJECT = new URL("../", import.meta.url).pathname.slice(0, -1);

const options = readArguments();
// Other programs of this machine have priority.
setPriority(19);
const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  Deno.addSignalListener(signal, () => stop.abort());
}
await removeAbandoned();
const report = await runMutation(options, {
  project: PROJECT,
  entry: "main.ts",
  progress: (line) => print(`${line}\n`),
  signal: stop.signal,
});
await Deno.stdout.write(
  new TextEncoder().encode(options.json ? `${JSON.stringify(report, null, 2)}\n` : asText(report)),
);
Deno.exit(stop.signal.aborted ? 130 : 0);

function readArguments(): MutateOptions {
  let options: MutateOptions | undefined;
  let mistake = "";
  try {
    options = parseOptions(Deno.args);
  } catch (error) {
    mistake = error instanceof Error ? `${error.message}\n\n` : `${error}`;
  }
  if (options !== undefined) return options;
  print(`${mistake}${USAGE}`);
  return Deno.exit(mistake === "" ? 0 : 64);
}

/** To the error output: what is asked for goes to the other one. */
function print(text: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(text));
}
