/** The command line joined to this process: its arguments, environment, standard output and files. */
import { runMatInspect } from "../mat/mod.ts";
import { matLimitsOf, type Settings } from "../base/settings/mod.ts";
import { runCommand } from "./command.ts";
import { checkHealth } from "./health.ts";
import { runLogin } from "./login.ts";
import { readPassword } from "./read_password.ts";
import { serve, type StartFramebox } from "./serve.ts";

/**
 * Runs what this process's command line asks for.
 *
 * @returns the exit code
 */
export function main(program: { version: string; startFramebox: StartFramebox }): Promise<number> {
  return runCommand(Deno.args, {
    version: program.version,
    env: (name) => Deno.env.get(name),
    print: (line) => print(Deno.stdout, line),
    printError: (line) => print(Deno.stderr, line),
    serve: (settings, remarks) => serve(settings, program.startFramebox, remarks),
    health: checkHealth,
    login: (args, flags, settings) =>
      runLogin(args, flags, settings, {
        print: (line) => print(Deno.stdout, line),
        printError: (line) => print(Deno.stderr, line),
        readPassword: (question) =>
          Promise.resolve(
            readPassword(Deno.stdin, (isAsked) => write(Deno.stderr, isAsked ? question : "\n")),
          ),
      }),
    inspectMat: (args, settings) => inspect(args, settings),
  });
}

function inspect(args: readonly string[], settings: Settings): Promise<number> {
  return runMatInspect([...args], {
    readFile: (path) => Deno.readFile(path),
    write: (text) => write(Deno.stdout, text),
    writeError: (text) => write(Deno.stderr, text),
  }, matLimitsOf(settings));
}

function print(to: { writeSync(bytes: Uint8Array): number }, line: string): void {
  write(to, `${line}\n`);
}

function write(to: { writeSync(bytes: Uint8Array): number }, text: string): void {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length;) at += to.writeSync(bytes.subarray(at));
}
