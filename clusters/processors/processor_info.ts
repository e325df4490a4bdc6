/**
 * Services as processors.
 *
 * @module
 */
import type { InputKind, OutputKind } from "../../oscar/service/mod.ts";
import type { ProcessorInfo } from "../../processors/mod.ts";
import type { OfferedService } from "../connections/mod.ts";

const ANYTHING = ["image/*", "audio/*", "video/*", "text/*", "application/*"];

const TAKES: Readonly<Record<InputKind, readonly string[]>> = {
  "picture": ["image/*"],
  "text": ["text/plain"],
  "json": ["application/json"],
  // A picture is the file of such a request.
  "json-files": ["image/*", "application/json"],
  "audio": ["audio/*"],
  "video": ["video/*"],
  "file": ANYTHING,
  "nothing": [],
};

const GIVES: Readonly<Record<OutputKind, readonly string[]>> = {
  "picture": ["image/*"],
  "pictures": ["image/*"],
  "labels": ["application/json"],
  "boxes": ["application/json"],
  "json": ["application/json"],
  "text": ["text/plain"],
  "audio": ["audio/*"],
  "archive": ["application/zip"],
  "web-page": ["text/html"],
  "unknown": ANYTHING,
};

/** A service as a user chooses it; `undefined` where it can't be called. */
export function processorInfo(offered: OfferedService): ProcessorInfo | undefined {
  const { name, cluster, known: { service }, input, output, preferred } = offered;
  if (preferred === undefined) return undefined;
  return {
    name,
    title: service.title,
    help: `A service of the OSCAR cluster ${cluster}.`,
    kind: "cluster",
    takes: TAKES[input],
    gives: GIVES[output],
  };
}
