/** What tests of ingest streams share. */
import type { StreamEvent } from "../sources/mod.ts";
import type { TestFramebox } from "./test_framebox.ts";
import { status } from "./test_server.ts";

/** The status of a refused call: its code and its sentence. */
export async function refusal(call: { next(): Promise<unknown> }): Promise<string> {
  const [code, details] = await status(call.next());
  return `${code}: ${details}`;
}

/** The next event of framebox's streams that is of this type. */
export function event(framebox: TestFramebox, type: StreamEvent["type"]): Promise<StreamEvent> {
  return new Promise((resolve) => {
    const stop = framebox.streams.subscribe((event) => {
      if (event.type !== type) return;
      stop();
      resolve(event);
    });
  });
}
