/**
 * What a service takes and gives, guessed from its name, image, script and variables: clusters have no field for it.
 *
 * @module
 */
import type { StoragePath } from "./storage_path.ts";

/** What a service takes. `json-files`: JSON with files in base64 and parameters (`oscar-files`). */
export type InputKind =
  | "picture"
  | "text"
  | "json"
  | "json-files"
  | "audio"
  | "video"
  | "file"
  | "nothing";

/** What a service gives. `boxes` and `labels` are JSON, `pictures` is more than one picture. */
export type OutputKind =
  | "picture"
  | "pictures"
  | "labels"
  | "boxes"
  | "json"
  | "text"
  | "audio"
  | "archive"
  | "web-page"
  | "unknown";

/** What a service takes and gives. */
export interface ServiceKinds {
  /** What it takes. */
  readonly input: InputKind;
  /** What it gives. */
  readonly output: OutputKind;
}

/** What a guess is made from. */
export interface KindFacts {
  readonly name: string;
  readonly image: string;
  readonly script: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly outputs: readonly StoragePath[];
  readonly isExposed: boolean;
}

/** By the name or the image; the first that fits counts, and the name before the image. */
const BY_NAME: readonly (readonly [RegExp, InputKind, OutputKind])[] = [
  [/kokoro/, "json", "audio"],
  [/cowsay|chat|llm|translat|summar|sentiment/, "text", "text"],
  [/diffusion|txt2img|text-to-image/, "text", "picture"],
  [/(^|[-_/])tts|text-?to-?speech|coqui|espeak/, "text", "audio"],
  [/(^|[-_/])(stt|asr)|speech-?to-?text|whisper|vosk|transcri/, "audio", "text"],
  [/audio|sound|speech|voice/, "audio", "unknown"],
  [/mask-?detect/, "video", "pictures"],
  [/radiomics/, "video", "text"],
  [/video/, "video", "unknown"],
  [/body-?pose|fire-?detect/, "picture", "archive"],
  [/classif|dog-?breed/, "picture", "labels"],
  [/kserve/, "picture", "boxes"],
  [/yolo|detect|segment/, "picture", "picture"],
  [/gr[ae]y|imagemagick|opencv|image|photo/, "picture", "picture"],
];

/** By the ends of names that are uploaded to an output. */
const BY_SUFFIX: readonly (readonly [RegExp, OutputKind])[] = [
  [/^\.?(png|jpe?g|gif|webp|bmp|tiff?)$/i, "picture"],
  [/^\.?(wav|mp3|ogg|flac|m4a)$/i, "audio"],
  [/^\.?(zip|tar|gz|tgz)$/i, "archive"],
  [/^\.?(txt|log|srt|vtt)$/i, "text"],
  [/^\.?json$/i, "json"],
];

/** A script that takes its input apart as JSON. */
const READS_JSON =
  /\bjq\b[^\n|;&]*\$\{?(INPUT_FILE_PATH|FILE)|INPUT_FILE_PATH\b[^\n;&]*\|\s*jq\b|json\.load\(\s*open\([^)]*INPUT_FILE_PATH/;

/** Guesses what a service takes and gives. */
export function guessKinds(facts: KindFacts): ServiceKinds {
  if (facts.isExposed) return { input: "nothing", output: "web-page" };
  const [, input = "file", output = "unknown"] = byName(facts.name) ??
    byName(repositoryOf(facts.image)) ?? [];
  return { input: inputOf(facts) ?? input, output: outputOf(facts, output) };
}

/** What the script and the variables show, which is surer than a name. */
function inputOf({ script, variables }: KindFacts): InputKind | undefined {
  if (script.includes("oscar-files")) return "json-files";
  const isJson = variables["INPUT_TYPE"]?.trim().toLowerCase() === "json";
  return isJson || READS_JSON.test(script) ? "json" : undefined;
}

function outputOf({ script, outputs }: KindFacts, byName: OutputKind): OutputKind {
  if (script.includes("oscar-files")) return "json";
  const suffixes = outputs.flatMap((path) => path.suffixes);
  const kinds = new Set(suffixes.map((suffix) => {
    return BY_SUFFIX.find(([pattern]) => pattern.test(suffix))?.[1] ?? "unknown";
  }));
  const [only] = kinds;
  // Several kinds, or a name is more exact.
  if (only === undefined || kinds.size > 1 || only === "unknown") return byName;
  if (only === "json" && (byName === "labels" || byName === "boxes")) return byName;
  if (only === "picture" && byName === "pictures") return byName;
  return only;
}

function byName(name: string): (typeof BY_NAME)[number] | undefined {
  return BY_NAME.find(([pattern]) => pattern.test(name.toLowerCase()));
}

/** An image's name without registry, tag and digest. */
function repositoryOf(image: string): string {
  const [name = ""] = image.split("@");
  const parts = name.replace(/:[^:/]*$/, "").split("/");
  return (/[.:]/.test(parts[0] ?? "") ? parts.slice(1) : parts).join("/");
}
