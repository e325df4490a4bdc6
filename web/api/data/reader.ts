/**
 * Who may read data at this moment: a bound on reads under way, for each holds a file and memory.
 *
 * @module
 */
import type { Context } from "hono";
import type { DataSnapshot, Run } from "../../../hub/mod.ts";
import { Gate } from "../../limits/gate.ts";
import type { WebContext } from "../../web_context.ts";
import { runOf, sessionOf } from "../ids.ts";
import { pathParam } from "../route.ts";
import { openData } from "./stored.ts";
import { textStream } from "./text_stream.ts";

/** Reads of all people at once; one lasts some milliseconds, an export as long as its download. */
const MAX_READS = 32;

/** What an exported file is. */
export interface FileKind {
  readonly contentType: string;
  /** As the browser keeps it. */
  readonly name: string;
}

/** Opens data for the routes. */
export class DataReader {
  readonly #context: WebContext;
  readonly #gate = new Gate(
    MAX_READS,
    "framebox is reading data for too many people at this moment; try again in a few seconds.",
  );

  constructor(context: WebContext) {
    this.#context = context;
  }

  /** The run that the address names. */
  run(c: Context): Run {
    return runOf(sessionOf(this.#context.hub, pathParam(c, "session")), pathParam(c, "run"));
  }

  /**
   * Answers from the run's `data.mat`.
   *
   * @throws {FrameboxError} `NOT_FOUND` while there is none
   */
  async look(
    c: Context,
    answer: (snapshot: DataSnapshot, run: Run) => Promise<Response>,
  ): Promise<Response> {
    const run = this.run(c);
    return await this.#inside(async () => {
      using snapshot = await openData(run);
      return await answer(snapshot, run);
    });
  }

  /** Answers from the run's `data.mat` if there is one, and from what its newest results said. */
  async scan(
    c: Context,
    answer: (snapshot: DataSnapshot | undefined, run: Run) => Promise<Response>,
  ): Promise<Response> {
    const run = this.run(c);
    return await this.#inside(async () => {
      using snapshot = await run.data.open();
      return await answer(snapshot, run);
    });
  }

  /** Answers with a file that is made while it is sent. */
  async file(
    c: Context,
    kind: FileKind,
    pieces: (snapshot: DataSnapshot | undefined, run: Run) => AsyncGenerator<string, void, void>,
  ): Promise<Response> {
    const run = this.run(c);
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
      const rest = pieces(snapshot, run);
      // What is wrong shows at once as a rule: then there is still an answer that can say it.
      const first = await rest.next();
      return new Response(textStream(first, rest, over), { headers });
    } catch (caught) {
      over();
      throw caught;
    }
  }

  async #inside(work: () => Promise<Response>): Promise<Response> {
    const leave = this.#gate.enter();
    try {
      const response = await work();
      response.headers.set("Cache-Control", "no-store");
      return response;
    } finally {
      leave();
    }
  }
}
