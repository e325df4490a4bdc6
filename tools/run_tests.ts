/** `deno task test`: all tests that need only npm, and a line about what else could be tested. */
import { TEST_FOLDERS } from "./test_folders.ts";

const MORE =
  "Also: deno task test:peers, deno task test:clusters, deno task test:browser, deno task test:bundle; " +
  "CONTRIBUTING.md says what they need.\n";

const { code } = await new Deno.Command(Deno.execPath(), {
  args: ["test", "--no-check", "-P=tests", "--lock=tests/deno.lock", ...TEST_FOLDERS, ...Deno.args],
}).spawn().status;
await Deno.stdout.write(new TextEncoder().encode(MORE));
Deno.exit(code);
