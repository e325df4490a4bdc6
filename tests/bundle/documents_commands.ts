/** How the documents' commands are run in a test, and which of them can't be. */

/** Commands that no test of the documents runs. */
export const NOT_RUN: readonly { readonly command: RegExp; readonly reason: string }[] = [
  {
    command: /^docker build/,
    reason: "needs a container engine; dockerfile_test.ts runs the Dockerfile's own commands",
  },
  {
    command: /\btask start login /,
    reason: "asks for a password, or needs the user that it makes; cli/login_test.ts runs them",
  },
  {
    command: /^apt install/,
    reason:
      "changes the machine; .ci/run installs the same packages, which documents_test.ts compares",
  },
  {
    command: /\bprocessor=oscar\//,
    reason: "needs a cluster; tests/clusters/processors_test.ts has pictures go through services",
  },
  { command: /^go install/, reason: "takes minutes; .ci/run runs it" },
  { command: /^deno task (check|test)$/, reason: "takes minutes; .ci/run runs it" },
  {
    command: /^deno task mutate/,
    reason: "takes minutes to hours; tools/mutate/options_test.ts reads such arguments",
  },
  {
    command: /^deno task compile$/,
    reason: "Deno downloads its runtime, which CI can't; bundle tests take it from DENORT_BIN",
  },
];

/** Commands that run framebox until it is ended. */
const SERVES = /\btask (start|dev)\b(?! (mat|settings|health|login)\b)|\bframebox\.js\b/;

/** Whether a command runs until it is ended. */
export function isServer(command: string): boolean {
  return SERVES.test(command);
}

/** The reason why a command isn't run, if it isn't. */
export function whyNotRun(command: string): string | undefined {
  return NOT_RUN.find((entry) => entry.command.test(command))?.reason;
}
