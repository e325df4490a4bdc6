import assert from "node:assert/strict";
import { inputOf, isStorageAway, lastLines, outputsOf, withoutTimes } from "./job_log.ts";

const LOG = `2026-11-29T20:32:10.123456789Z 2026-11-29 20:32:10,586 - supervisor - INFO - ` +
  `Downloading item from bucket 'plants' with key 'in/it's a.png'
2026-11-29T20:32:11+01:00 hello

2026-11-29T20:32:12Z 2026-11-29 20:32:12,586 - supervisor - INFO - Uploading file 'out/a.png' to bucket 'b'
2026-11-29T20:32:12Z 2026-11-29 20:32:12,587 - supervisor - INFO - Uploading file 'out/b c.png' to bucket 'd'
`;

Deno.test("a log names its input and its outputs", () => {
  assert.equal(inputOf(LOG), "plants/in/it's a.png");
  assert.deepEqual([...outputsOf(LOG)], ["b/out/a.png", "d/out/b c.png"]);
  assert.equal(inputOf("hello"), undefined);
});

Deno.test("the cluster's times are no part of a log", () => {
  assert.equal(withoutTimes(LOG).split("\n")[1], "hello");
  assert.equal(lastLines("a\n".repeat(100)).split("\n").length, 50);
});

Deno.test("storage that was away is distinguished from scripts that failed", () => {
  for (
    const line of [
      'botocore.exceptions.EndpointConnectionError: Could not connect to the endpoint URL: "x"',
      "botocore.exceptions.ConnectionClosedError: Connection was closed before we received",
      "An error occurred (XMinioServerNotInitialized) when calling the PutObject operation",
      "urllib3.exceptions.ProtocolError: ('Connection aborted.', ConnectionResetError(104))",
    ]
  ) assert.equal(isStorageAway(line), true, line);
  assert.equal(isStorageAway("ValueError: the input is no picture"), false);
});
