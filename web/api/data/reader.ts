/**
 * Who may read data at this moment: a bound on reads under way, for each holds a file and memory.
 *
 * @module
 */
import { because } from "../../../base/errors/mod.ts";
import type { DataSnapshot, Run } from "../../../hub/mod.ts";
import { Gate } from "../../limits/gate.ts";
import type { ApiRequest } from "../api_request.ts";
import { Reply } from "../route.ts";
import { openData } from "./stored.ts";
import { textStream } from "./text_stream.ts";

/** Reads of all users at once; one lasts some milliseconds, an export as long as its download. */
const MAX_READS = 32;

/** What an exported file is. */
export interface FileKind {
  readonly contentType: string;
  /** As the browser keeps it. */
  readonly name: string;
}

/** Opens data for the routes. */
export class DataReader {
  readonly #gate = new Gate(
    MAX_READS,
    "framebox is reading data for too many users at this moment; try again in a few seconds.",
    because("too-many-reads"),
  );

  /**
   * Answers from the run's `data.mat`.
   *
   * @throws {FrameboxError} `NOT_FOUND` while there is none
   */
  async look<Value>(
    run: Run,
    answer: (snapshot: DataSnapshot) => Promise<Value>,
  ): Promise<Reply<Value>> {
    return await this.#inside(async () => {
      using snapshot = await openData(run);
      return await answer(snapshot);
    });
  }

  /** Answers from the run's `data.mat` if there is one, and from its history. */
  async scan<Value>(
    run: Run,
    answer: (snapshot: DataSnapshot | undefined) => Promise<Value>,
  ): Promise<Reply<Value>> {
    return await this.#inside(async () => {
      using snapshot = await run.data.open();
      return await answer(snapshot);
    });
  }

  /** Answers with a file that is made while it is sent. */
  async file(
    { c, run }: Pick<ApiRequest, "c" | "run">,
    kind: FileKind,
    pieces: (snapshot: DataSnapshot | undefined) => AsyncGenerator<string, void, void>,
  ): Promise<Response> {
    const headers = {
      "Content-Type": kind.contentType,
      "Content-Disposition": `attachment; filename="${kind.name}"`,
      "Cache-Control": "no-store",
    };
    if (c.req.method === "HEAD") return new Response(null, { headers });
    const leave = this.#gate.enter();
    let snapshot: DataSnapshot | undefined;
    const over = () => {
      snapshot?.close();
      leave();
    };
    try {
      snapshot = await run.data.open();
      const rest = pieces(snapshot);
      // An error shows at the first read as a rule: then an error response can still be sent.
      const first = await rest.next();
      return new Response(textStream(first, rest, over), { headers });
    } catch (caught) {
      over();
      throw caught;
    }
  }

  async #inside<Value>(work: () => Promise<Value>): Promise<Reply<Value>> {
    const leave = this.#gate.enter();
    try {
      return new Reply(await work(), { headers: { "Cache-Control": "no-store" } });
    } finally {
      leave();
    }
  }
}
