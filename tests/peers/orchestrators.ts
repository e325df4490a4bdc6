/** A pipeline of framebox and the boxes predict, track and plot, as each orchestrator's configuration describes it. */
import type { Child } from "../support/process.ts";
import type { FrameboxProcess } from "./framebox_process.ts";
import { LIMIT_MS } from "../support/limit.ts";

const HERE = import.meta.dirname ?? ".";
const PROTOS = `${HERE}/protos`;
const CONTRACT = `${HERE}/../../protos/graphene/model.proto`;

/** The orchestrators that there are. */
export const ORCHESTRATORS = ["serial", "parallel", "maestro"] as const;

/** One of them. */
export type Orchestrator = typeof ORCHESTRATORS[number];

/** How an orchestrator is started. */
export interface OrchestratorOptions {
  /** Maestro's limit of each call. */
  readonly timeoutS?: number;
  /** `track` has streams both ways; only the parallel one knows such rpcs. */
  readonly trackStreams?: boolean;
}

/** A running pipeline. */
export interface Pipeline {
  readonly orchestrator: Child;
  /** The three boxes, one process. */
  readonly boxes: Child;
  /** Removes its files. */
  remove(): Promise<void>;
}

/** Where each box of a pipeline is. */
type Addresses = Readonly<Record<string, string>>;

/** Starts the boxes and an orchestrator; waits until it has begun. Both end with framebox. */
export async function startPipeline(
  framebox: FrameboxProcess,
  kind: Orchestrator,
  options: OrchestratorOptions = {},
): Promise<Pipeline> {
  const track = options.trackStreams ? "track_stream" : "track";
  const boxes = framebox.python("boxes.py", { PROTOS, TRACK: track });
  const addresses: Record<string, string> = { framebox: framebox.grpc };
  for (const name of ["predict", "track", "plot"]) {
    const line = await boxes.line(new RegExp(`^port ${name} `));
    addresses[name] = `127.0.0.1:${line.split(" ").at(-1)}`;
  }
  const solution = await solutionOf(addresses, track);
  const orchestrator = kind === "maestro"
    ? framebox.python("maestro.py", {
      PIPELINE: JSON.stringify(maestroDocuments(addresses)),
      TIMEOUT_S: `${options.timeoutS ?? LIMIT_MS / 1000}`,
    })
    : framebox.python(`${kind}_orchestrator.py`, { SOLUTION: solution });
  await orchestrator.line(/^(started|ended)/);
  return { orchestrator, boxes, remove: () => Deno.remove(solution, { recursive: true }) };
}

/** Version 1: pipeline, stages and links; no stage names its service. */
export function maestroDocuments(addresses: Addresses): Record<string, unknown>[] {
  const pipeline = "vision";
  const stage = (name: string, box: string, method?: string) => ({
    kind: "stage",
    spec: { name, address: addresses[box], ...(method ? { method } : {}), pipeline },
  });
  const link = (source_stage: string, target_stage: string, target_field?: string) => ({
    kind: "link",
    spec: {
      name: `${source_stage}-${target_stage}`,
      source_stage,
      target_stage,
      ...(target_field ? { target_field } : {}),
      pipeline,
    },
  });
  return [
    { kind: "pipeline", spec: { name: pipeline } },
    stage("submit", "framebox", "submit"),
    stage("predict", "predict"),
    stage("track", "track"),
    stage("plot", "plot"),
    stage("display", "framebox", "display"),
    link("submit", "predict"),
    link("predict", "track"),
    link("submit", "plot", "img"),
    link("track", "plot", "file"),
    link("plot", "display", "img"),
    link("track", "display", "file"),
  ];
}

/** What an rpc of the blueprint is connected to: container and rpc. */
type Target = readonly [string, string];

/** Writes a solution as the platform does; gives its directory. */
async function solutionOf(addresses: Addresses, track: string): Promise<string> {
  const directory = await Deno.makeTempDir({ prefix: "framebox-solution-" });
  await Deno.mkdir(`${directory}/microservice`);
  const protos = {
    framebox: CONTRACT,
    predict: `${PROTOS}/predict.proto`,
    track: `${PROTOS}/${track}.proto`,
    plot: `${PROTOS}/plot.proto`,
  };
  for (const [name, path] of Object.entries(protos)) {
    await Deno.copyFile(path, `${directory}/microservice/${name}1.proto`);
  }
  const streams = track === "track_stream";
  const blueprint = {
    name: "vision",
    // Their order is that of the fields: a request of several connections is put together so.
    nodes: [
      node("framebox", [
        operation("submit", "Empty", "Data", [["predict", "predict"], ["plot", "plot"]]),
        operation("display", "PlotInfo", "Empty", []),
      ]),
      node("predict", [operation("predict", "Data", "Data", [["track", "track"]])]),
      node("plot", [operation("plot", "PlotInfo", "Data", [["framebox", "display"]])]),
      node("track", [
        operation("track", "Data", "Data", [["plot", "plot"], ["framebox", "display"]], streams),
      ]),
    ],
  };
  const docker_info_list = Object.entries(addresses).map(([name, address], i) => {
    const [ip_address = "", port = ""] = address.split(":");
    // The platform writes it either way.
    return { container_name: `${name}1`, ip_address, port: i % 2 === 0 ? port : Number(port) };
  });
  await Deno.writeTextFile(`${directory}/blueprint.json`, JSON.stringify(blueprint));
  await Deno.writeTextFile(`${directory}/dockerinfo.json`, JSON.stringify({ docker_info_list }));
  return directory;
}

function node(name: string, operations: readonly unknown[]): Record<string, unknown> {
  return {
    container_name: `${name}1`,
    node_type: "MLModel",
    image: `${name}:latest`,
    proto_uri: `${name}.proto`,
    operation_signature_list: operations,
  };
}

function operation(
  operation_name: string,
  input: string,
  output: string,
  to: readonly Target[],
  streams = false,
): Record<string, unknown> {
  return {
    operation_signature: {
      operation_name,
      input_message_name: input,
      input_message_stream: streams,
      output_message_name: output,
      output_message_stream: streams,
    },
    connected_to: to.map(([container, operation_name]) => ({
      container_name: `${container}1`,
      operation_signature: { operation_name },
    })),
  };
}
