// Every command of the documents' sh blocks, typed into a fresh clone.
import assert from "node:assert/strict";
import { type Code, commandBlocks, readDocuments } from "../../tools/documents.ts";
import { freshClone } from "../support/clone.ts";
import { freePorts } from "../support/free_ports.ts";
import { LIMIT_MS } from "../support/limit.ts";
import { Child } from "../support/process.ts";
import { isServer, NOT_RUN, whyNotRun } from "./documents_commands.ts";

const ROOT = new URL("../../", import.meta.url);

const blocks = (await readDocuments(ROOT)).flatMap(commandBlocks);
const commands = blocks.flat().map(({ text }) => text);

/** A clone, and a framebox for the commands that call one. */
interface Place {
  readonly clone: string;
  readonly env: Record<string, string>;
  /** The page's port, which stands for the one in the documents. */
  readonly web: number;
}

/** What runs it: a group of its own, since npm and tasks pass no signal on. */
function typed(command: string, cwd: string, env: Record<string, string>): Child {
  return new Child("/usr/bin/setsid", { args: ["/bin/sh", "-ec", command], cwd, env });
}

async function endGroup(child: Child): Promise<void> {
  const group = `-${child.pid}`;
  await new Deno.Command("/bin/kill", { args: ["-INT", "--", group], stderr: "null" }).output();
  await child.status();
}

/** Runs framebox until it is ready, and ends it after `during`. */
async function whileServing(
  command: string,
  { clone, env }: Place,
  ports: { readonly web: number; readonly grpc: number },
  during: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const dataDir = `${clone}/data-${ports.web}`;
  const server = typed(command, clone, {
    ...env,
    WEB_PORT: `${ports.web}`,
    PORT: `${ports.grpc}`,
    DATA_DIR: dataDir,
    LOG_FORMAT: "json",
    // A first picture takes long where other suites run beside this one.
    RESULT_TIMEOUT_MS: `${LIMIT_MS}`,
  });
  try {
    await server.line(/"event":"ready"/);
    await during();
  } catch (cause) {
    throw new Error(`${cause}\nframebox's log:\n${server.output}`, { cause });
  } finally {
    await endGroup(server);
  }
}

/** Runs the commands of a block in their order; `cd` holds for those after it. */
async function runBlock(block: readonly Code[], place: Place): Promise<void> {
  let before = "";
  for (const { path, line, text } of block) {
    if (whyNotRun(text) !== undefined) continue;
    const command = `${before}${text.replaceAll("127.0.0.1:7860", `127.0.0.1:${place.web}`)}`;
    try {
      if (isServer(text)) {
        const [web = 0, grpc = 0] = freePorts(2);
        await whileServing(command, place, { web, grpc });
      } else {
        const child = typed(command, place.clone, place.env);
        assert.equal(await child.status(), 0, child.output);
      }
    } catch (cause) {
      throw new Error(`${path}:${line}: ${text} fails: ${cause}`, { cause });
    }
    if (text.startsWith("cd ")) before += `${text} && `;
  }
}

Deno.test("every command in the documents' sh blocks runs in a fresh clone", async () => {
  const directory = await Deno.makeTempDir({ prefix: "framebox-documents-" });
  const [web = 0, grpc = 0] = freePorts(2);
  const place: Place = {
    clone: `${directory}/clone`,
    web,
    env: {
      // The clone of the README: this repository, whichever user owns its files.
      REPOSITORY: ROOT.pathname,
      GIT_CONFIG_COUNT: "1",
      GIT_CONFIG_KEY_0: "safe.directory",
      GIT_CONFIG_VALUE_0: "*",
      CURL_HOME: directory,
    },
  };
  try {
    await freshClone(place.clone);
    // An HTTP error is a failure, too.
    await Deno.writeTextFile(`${directory}/.curlrc`, "fail\n");
    await whileServing("deno task start", place, { web, grpc }, async () => {
      for (const block of blocks) await runBlock(block, place);
    });
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});

Deno.test("what isn't run stands in the documents, and the rest is most of it", () => {
  const stale = NOT_RUN.filter(({ command }) => !commands.some((text) => command.test(text)));
  assert.deepEqual(stale.map(({ command }) => command), []);
  const run = commands.filter((text) => whyNotRun(text) === undefined);
  assert.ok(run.length >= 12 && run.length > commands.length / 2, `${run.length} are run`);
});

Deno.test("a command that fails, and one that never serves, are found", async () => {
  const place = { clone: ROOT.pathname, env: {}, web: 0 };
  const block = (text: string) => [{ path: "a.md", line: 3, text }];
  await assert.rejects(runBlock(block("deno task no-such-task"), place), /^Error: a\.md:3: deno/);
  await assert.rejects(runBlock(block("false; true"), place), /a\.md:3:/);
  await assert.rejects(runBlock(block("deno task start --no-such-flag"), place), /a\.md:3:/);
  await runBlock([...block("cd docs"), ...block("ls architecture.md")], place);
});
