import assert from "node:assert/strict";
import { guessKinds } from "./guess_kinds.ts";
import type { InputKind, OutputKind, StoragePath } from "./mod.ts";

interface Row {
  readonly name?: string;
  readonly image?: string;
  readonly script?: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly suffixes?: readonly string[];
  readonly isExposed?: boolean;
  readonly kinds: readonly [InputKind, OutputKind];
}

/** What is run on clusters, with what each takes and gives. */
const ROWS: readonly Row[] = [
  { name: "cowsay", image: "ghcr.io/grycap/cowsay", kinds: ["text", "text"] },
  { name: "cowsay", variables: { INPUT_TYPE: "json" }, kinds: ["json", "text"] },
  {
    name: "plant-classification-sync",
    image: "deephdc/deep-oc-plants-classification-tf",
    kinds: ["picture", "labels"],
  },
  { name: "plants-classification", suffixes: ["json"], kinds: ["picture", "labels"] },
  { name: "grayify", image: "ghcr.io/grycap/imagemagick", kinds: ["picture", "picture"] },
  { name: "my-magic", image: "ghcr.io/grycap/imagemagick:latest", kinds: ["picture", "picture"] },
  { name: "yolov8", image: "ai4oshub/ai4os-yolov8-torch", kinds: ["picture", "picture"] },
  { name: "yolov8", suffixes: [".json"], kinds: ["picture", "json"] },
  { name: "kserve-yolov8n", kinds: ["picture", "boxes"] },
  { name: "fish-detector", kinds: ["picture", "picture"] },
  { name: "body-pose-detection", kinds: ["picture", "archive"] },
  { name: "fire-detection", kinds: ["picture", "archive"] },
  { name: "mask-detector", kinds: ["video", "pictures"] },
  { name: "dog-breed", script: 'if k == "oscar-files":', kinds: ["json-files", "json"] },
  {
    name: "ai4papi-3f2a",
    image: "ai4oshub/x",
    script: "oscar-files",
    kinds: ["json-files", "json"],
  },
  { name: "stable-diffusion", kinds: ["text", "picture"] },
  { name: "stable-diffusion", suffixes: ["zip"], kinds: ["text", "archive"] },
  { name: "text-to-speech-coqui", kinds: ["text", "audio"] },
  { name: "tts-google", kinds: ["text", "audio"] },
  { name: "kokoro-tts", kinds: ["json", "audio"] },
  { name: "vosk-stt", kinds: ["audio", "text"] },
  { name: "whisper", kinds: ["audio", "text"] },
  { name: "radiomics", kinds: ["video", "text"] },
  { name: "jupyter", isExposed: true, kinds: ["nothing", "web-page"] },
  { name: "vllm", isExposed: true, kinds: ["nothing", "web-page"] },
  { name: "posenet-tf", isExposed: true, kinds: ["nothing", "web-page"] },
  // Rules that no one service shows.
  { name: "thing", kinds: ["file", "unknown"] },
  {
    name: "thing",
    image: "registry.example.org:5000/grycap/thing@sha256:1",
    kinds: ["file", "unknown"],
  },
  { name: "video-captions", kinds: ["video", "unknown"] },
  { name: "thing", script: 'jq -r .message "$INPUT_FILE_PATH"', kinds: ["json", "unknown"] },
  { name: "thing", script: "cat $INPUT_FILE_PATH | jq .x", kinds: ["json", "unknown"] },
  { name: "thing", script: "echo '{}' | jq .", kinds: ["file", "unknown"] },
  { name: "thing", suffixes: ["wav"], kinds: ["file", "audio"] },
  { name: "thing", suffixes: ["txt"], kinds: ["file", "text"] },
  { name: "thing", suffixes: ["png", "json"], kinds: ["file", "unknown"] },
  { name: "thing", suffixes: ["xyz"], kinds: ["file", "unknown"] },
];

for (const row of ROWS) {
  const { name = "", image = "", script = "", variables = {}, suffixes = [], isExposed = false } =
    row;
  const { kinds, ...facts } = row;
  Deno.test(`${JSON.stringify(facts)} takes ${kinds[0]} and gives ${kinds[1]}`, () => {
    const output: StoragePath = {
      provider: "minio.default",
      providerKind: "minio",
      bucket: "b",
      folder: "out",
      suffixes,
      prefixes: [],
    };
    const found = guessKinds({ name, image, script, variables, outputs: [output], isExposed });
    assert.deepEqual([found.input, found.output], kinds);
  });
}
