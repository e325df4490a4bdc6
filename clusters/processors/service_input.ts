/**
 * What a service is called with for a picture.
 *
 * @module
 */
import { bytesInput, type CallInput } from "../../oscar/calls/mod.ts";
import { requestWithFiles, type ServiceParameter } from "../../oscar/service/mod.ts";
import type { ServicePicture } from "./service_picture.ts";

/** The file itself. `number` is the frame's, for its name. */
export function pictureInput({ format, bytes }: ServicePicture, number: number): CallInput {
  return bytesInput(`picture-${number}.${extensionOf(format)}`, `image/${format}`, bytes);
}

/** JSON with the file as the first of its parameters that takes one. */
export function requestInput(
  { format, bytes }: ServicePicture,
  number: number,
  parameters: readonly ServiceParameter[],
): CallInput {
  const key = parameters.find(({ type }) => type === "file")?.name ?? "files";
  const request = requestWithFiles([{ key, format: extensionOf(format), bytes }], {});
  const encoded = new TextEncoder().encode(request);
  return bytesInput(`picture-${number}.json`, "application/json", encoded);
}

function extensionOf(format: ServicePicture["format"]): string {
  return format === "jpeg" ? "jpg" : "png";
}
