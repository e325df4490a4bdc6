// 200 asynchronous calls at once, while MinIO restarts and the service's token changes.
import assert from "node:assert/strict";
import { LIMIT_MS } from "../support/limit.ts";
import { OscarCluster } from "../support/oscar/cluster.ts";
import { COWSAY, SPEECH } from "../support/oscar/test_services.ts";
import { clientOf, engineOf, inputOf } from "./support.ts";

const COUNT = 200;

Deno.test("of 200 inputs none is lost, mixed or doubled", async () => {
  const copy = {
    ...SPEECH,
    script: '#!/bin/sh\ncp "$INPUT_FILE_PATH" "$TMP_OUTPUT_DIR/"\n',
  };
  const ended = new Map<number, () => void>();
  const reached = (count: number) => new Promise<void>((resolve) => ended.set(count, resolve));
  let succeeded = 0;
  await using cluster = await OscarCluster.start({
    generation: "3.0",
    services: [copy],
    jobsAtOnce: 4,
    onJob: ({ state }) => state === "Succeeded" && ended.get(++succeeded)?.(),
  });
  await using engine = engineOf(cluster);
  const { manager } = clientOf(cluster);
  const service = await manager.service(
    copy.name,
    { hasBackend: true },
    AbortSignal.timeout(LIMIT_MS),
  );
  const signal = AbortSignal.timeout(5 * LIMIT_MS);
  const created = reached(20).then(() => cluster.put(COWSAY));
  const changed = reached(60).then(() => cluster.put(copy));
  const shown: string[] = [];
  const texts = await Promise.all(Array.from({ length: COUNT }, async (_, i) => {
    const { outputs } = await engine.call(service, inputOf("same name.txt", `input ${i}`), {
      mode: "async",
      signal,
      onOutput: ({ name }) => shown.push(name),
    });
    return outputs.map(({ reading }) => reading?.kind === "text" ? reading.text : reading?.kind);
  }));
  await Promise.all([created, changed]);
  assert.deepEqual(texts, texts.map((_, i) => [`input ${i}`]));
  assert.deepEqual(shown, shown.map(() => "same name.txt"));
  assert.equal(shown.length, COUNT);
});
