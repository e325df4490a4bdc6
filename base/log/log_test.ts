import assert from "node:assert/strict";
import { Logger, type LoggerOptions } from "./mod.ts";

function capture(options: Partial<LoggerOptions> = {}): { lines: string[]; log: Logger } {
  const lines: string[] = [];
  const log = new Logger({
    level: "info",
    format: "text",
    write: (line) => lines.push(line),
    now: () => new Date("2026-01-02T03:04:05.678Z"),
    ...options,
  });
  return { lines, log };
}

Deno.test("a text line has time, level, event and fields, quoted where needed", () => {
  const { lines, log } = capture();
  log.info("worker_came", { name: "detector-1", agent: "grpc python/1.51", gone: undefined });
  log.flush();
  assert.deepEqual(lines, [
    '03:04:05.678 info  worker_came name=detector-1 agent="grpc python/1.51"',
  ]);
});

Deno.test("a JSON line is one object", () => {
  const { lines, log } = capture({ format: "json" });
  log.warn("open", { port: 1 });
  log.flush();
  assert.deepEqual(JSON.parse(lines[0] ?? ""), {
    time: "2026-01-02T03:04:05.678Z",
    level: "warn",
    event: "open",
    port: 1,
  });
});

Deno.test("levels below the threshold are not written", () => {
  const { lines, log } = capture({ level: "warn" });
  log.debug("a");
  log.info("b");
  log.warn("c");
  log.flush();
  assert.equal(lines.length, 1);
});

Deno.test("a line that repeats is folded into one with its count", () => {
  const { lines, log } = capture();
  for (let i = 0; i < 1000; i++) log.warn("late_result", { run: "x" });
  log.flush();
  assert.equal(lines.length, 2);
  assert.match(lines[1] ?? "", /repeated=999$/);
});

Deno.test("an error line has its message and its cause", () => {
  const { lines, log } = capture({ format: "json" });
  log.error("failed", new Error("outer", { cause: new Error("inner") }));
  log.flush();
  const line = JSON.parse(lines[0] ?? "");
  assert.equal(line.error, "outer");
  assert.match(line.cause, /inner/);
});

Deno.test("a name that a caller gave forges no line, and hides nothing of its own", () => {
  const name = "ana\n03:04:05 info audit_login\u2028user\u0085=\u009b2Jrui\u202e\x7f";
  for (const format of ["text", "json"] as const) {
    const { lines, log } = capture({ format });
    log.info("audit_login", { user: name });
    log.flush();
    assert.equal(lines.length, 1);
    const [line = ""] = lines;
    assert.doesNotMatch(line, /[^\x20-\x7e]/, format);
    if (format === "json") assert.equal(JSON.parse(line).user, name);
  }
});
