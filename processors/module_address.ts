/**
 * How a thread loads a user's file.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { pathProblem } from "../base/errors/mod.ts";

/**
 * The address under which a file can be imported as a module.
 *
 * @param path as it was given; relative to the working directory
 * @param isCompiled a compiled binary imports nothing from the disk: there the text of the file is the
 *   address, so that it can import no other files
 * @throws {TypeError} what is wrong with the file, as the end of a sentence
 */
export async function moduleAddress(path: string, isCompiled: boolean): Promise<string> {
  if (!/\.(m?js|m?ts)$/.test(path)) throw new TypeError("it must be a .js or .ts file");
  let bytes: Uint8Array;
  try {
    bytes = await Deno.readFile(path);
  } catch (error) {
    throw new TypeError(
      `it can't be read, for ${pathProblem(error)}; it must be a file that this user may read`,
    );
  }
  if (!isCompiled) return pathToFileURL(resolve(path)).href;
  if (!/\.m?js$/.test(path)) {
    throw new TypeError("the compiled binary takes JavaScript alone: it must be a .js file");
  }
  return `data:text/javascript;base64,${Buffer.from(bytes).toString("base64")}`;
}
