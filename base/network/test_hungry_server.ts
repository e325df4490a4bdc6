/**
 * A process that takes all its file descriptors, for a test: it prints its port, at a line on its standard
 * input it opens files until no more can be opened, at the next one it closes them.
 */
import net from "node:net";
import { Logger } from "../log/mod.ts";
import { SupervisedListener } from "./supervised_listener.ts";

const print = (line: string) => Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));

// As framebox does: what Deno needs for signals, it has from the start.
Deno.addSignalListener("SIGTERM", () => Deno.exit(0));

const files: Deno.FsFile[] = [];
let isHungry = false;

/** Takes all that there are; those of a connection that ends meanwhile are taken when it has ended. */
function eat(): void {
  try {
    while (isHungry) files.push(Deno.openSync("/dev/null"));
  } catch {
    // That was the last one.
  }
}

const listener = new SupervisedListener(
  { host: "127.0.0.1", port: 0 },
  { checkMs: 50, answerMs: 2000, relistenMs: Number(Deno.args[0]) },
  () =>
    net.createServer((socket) => {
      socket.on("error", () => {});
      socket.on("close", eat);
      socket.end("here");
      eat();
    }),
  new Logger({ level: "info", format: "text", write: print }),
  () => {
    print("given up");
    isHungry = false;
    // Without a descriptor Deno itself may fail to exit in an orderly way.
    for (const file of files.splice(0)) file.close();
    Deno.exit(75);
  },
);
print(`port ${await listener.listen()}`);

for await (const _line of Deno.stdin.readable) {
  isHungry = !isHungry;
  eat();
  if (!isHungry) { for (const file of files.splice(0)) file.close(); }
  print(isHungry ? "hungry" : "fed");
}
