/**
 * Built-in processors: they take frames from the hub as workers do, and work in the pool, so that
 * the page answers with no worker connected.
 *
 * @module
 */
import { FrameboxError, toFrameboxError } from "../errors/mod.ts";
import type { Hub, Lease, ResultContent } from "../hub/mod.ts";
import { copyToTransfer, type ImageLimits, Picture, type Pool } from "../image/mod.ts";
import type { Logger } from "../log/mod.ts";
import { char, scalar, struct, writeElement } from "../mat/mod.ts";
import { BUILT_IN_NAMES, builtInJob, type BuiltInName, type BuiltInOutput } from "./jobs.ts";

/** A processor that people can pick. */
export interface BuiltInInfo {
  /** As it stands in `processor=…`. */
  readonly name: BuiltInName;
  /** A word or two for a menu. */
  readonly title: string;
  /** One sentence about what it does. */
  readonly help: string;
}

/** The built-in processors, in the order in which people see them. */
export const BUILT_INS: readonly BuiltInInfo[] = [
  { name: "grey", title: "Grey", help: "The picture in shades of grey." },
  { name: "edges", title: "Edges", help: "Where brightness changes, by the Sobel operator." },
  { name: "invert", title: "Invert", help: "The negative of the picture." },
  {
    name: "intensity",
    title: "Colour intensity",
    help: "Says whether the picture is dark or light: mean grey below 127 is dark.",
  },
];

/** How the built-ins run. */
export interface BuiltInOptions {
  /** Pictures that each built-in works on at once: the pool's size. */
  readonly concurrency: number;
  /** Quality of the JPEGs of live streams. */
  readonly jpegQuality: number;
  /** Bounds on a picture. */
  readonly imageLimits: ImageLimits;
}

/** What the built-ins stand on. */
export interface BuiltInDeps {
  /** Where the frames come from. */
  readonly hub: Hub;
  /** Where the work is done. */
  readonly pool: Pool;
  /** For failures that are not the picture's. */
  readonly log: Logger;
}

/** Running built-ins. */
export interface BuiltIns {
  /** Stops taking frames; resolves when the work in hand is over. */
  close(): Promise<void>;
}

/** Starts all built-ins. They wait on the hub and cost nothing while no frame is theirs. */
export function startBuiltIns(options: BuiltInOptions, deps: BuiltInDeps): BuiltIns {
  const stop = new AbortController();
  const loops: Promise<void>[] = [];
  const connections = BUILT_IN_NAMES.map((name) => {
    const connection = deps.hub.connect({
      processors: [name],
      kind: "builtin",
      name,
      sticky: false,
      maxLeases: { latest: options.concurrency, lossless: options.concurrency },
    });
    for (let i = 0; i < options.concurrency; i++) {
      loops.push(serve(name, () => connection.take(stop.signal), stop.signal, options, deps));
    }
    return connection;
  });
  return {
    async close() {
      stop.abort();
      await Promise.all(loops);
      for (const connection of connections) connection.close();
    },
  };
}

async function serve(
  name: BuiltInName,
  take: () => Promise<Lease>,
  stop: AbortSignal,
  options: BuiltInOptions,
  deps: BuiltInDeps,
): Promise<void> {
  while (!stop.aborted) {
    let lease: Lease;
    try {
      lease = await take();
    } catch {
      return; // The hub drains, or we were told to stop: no more frames either way.
    }
    lease.delivered();
    try {
      await lease.complete(await process(name, lease, options, deps.pool));
    } catch (caught) {
      const error = toFrameboxError(caught);
      if (error.code === "INTERNAL") deps.log.error("built_in_failed", caught, { processor: name });
      // A picture that can't be read stays unreadable; only a lost pool worker is worth another try.
      lease.fail(error, { again: error.code === "INTERNAL" });
    }
  }
}

async function process(
  name: BuiltInName,
  lease: Lease,
  options: BuiltInOptions,
  pool: Pool,
): Promise<ResultContent> {
  const { frame, run } = lease;
  const { source } = frame.picture;
  const { data, transfer } = copyToTransfer(
    source.kind === "file" ? source.bytes : source.raster.data,
  );
  const output = await pool.run(builtInJob, {
    processor: name,
    picture: source.kind === "file" ? { file: data } : { raster: { ...source.raster, data } },
    limits: options.imageLimits,
    wants: run.policy === "latest" ? "jpeg" : "raster",
    jpegQuality: options.jpegQuality,
  }, { transfer, signal: lease.over });
  return contentOf(frame.number, output, options.imageLimits);
}

function contentOf(number: number, output: BuiltInOutput, limits: ImageLimits): ResultContent {
  const picture = "jpeg" in output.picture
    ? Picture.fromFile(output.picture.jpeg, limits)
    : Picture.fromRaster(output.picture.raster);
  if (!output.intensity) return { picture };
  const { label, mean } = output.intensity;
  const name = dataName(number);
  const value = struct({ label: char(label), mean: scalar(mean) });
  return {
    picture,
    labels: [{ label, probability: 1 }],
    variables: [{ name, class: "struct", dims: [1, 1], element: writeElement(name, value) }],
  };
}

/** `data_00012`: five digits at least, as protos/generic_box.proto has it. */
function dataName(number: number): string {
  if (!Number.isSafeInteger(number) || number < 0) {
    throw new FrameboxError("INTERNAL", `A frame can't have the number ${number}.`);
  }
  return `data_${String(number).padStart(5, "0")}`;
}
