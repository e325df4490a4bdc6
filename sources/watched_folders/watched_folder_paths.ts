/**
 * The two folders of a watched folder.
 *
 * @module
 */
import { FrameboxError, pathProblem } from "../../base/errors/mod.ts";
import { isBelow, realPathOf } from "../../base/watch/mod.ts";

/**
 * Their real paths.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when one is the other or in it, or the input is no folder
 */
export async function folderPaths(
  options: { readonly input: string; readonly output: string },
): Promise<{ input: string; output: string }> {
  const input = await realPath(options.input, "WATCH_INPUT");
  const output = await realPath(options.output, "WATCH_OUTPUT");
  await checkFolders(input, output);
  return { input, output };
}

async function realPath(path: string, setting: string): Promise<string> {
  try {
    return await realPathOf(absolute(path));
  } catch (error) {
    throw new FrameboxError(
      "INVALID_ARGUMENT",
      `The folder ${path}, which ${setting} names, can't be used: ${pathProblem(error)}.`,
      error,
    );
  }
}

/** From the root, without `.`, `..`, and needless slashes. */
function absolute(path: string): string {
  const parts: string[] = [];
  const whole = path.startsWith("/") ? path : `${Deno.cwd()}/${path}`;
  for (const part of whole.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}

async function checkFolders(input: string, output: string): Promise<void> {
  if (input === output || isBelow(input, output) || isBelow(output, input)) {
    throw new FrameboxError(
      "INVALID_ARGUMENT",
      "WATCH_INPUT and WATCH_OUTPUT must be two folders, neither of them in the other, or results " +
        `would be taken for new files; they are ${input} and ${output}.`,
    );
  }
  const info = await Deno.stat(input).catch(() => undefined);
  if (info && !info.isDirectory) {
    throw new FrameboxError(
      "INVALID_ARGUMENT",
      `WATCH_INPUT must name a folder, not a file; ${input} is none.`,
    );
  }
}
