/**
 * Loads a codec that emscripten made, from a module that is compiled already: no file, no network.
 *
 * @module
 */

/** The function that emscripten's glue exports. */
export type EmscriptenFactory<M> = (options: EmscriptenOptions) => Promise<M>;

/** The hooks of emscripten's `Module` object that are used here. */
export interface EmscriptenOptions {
  readonly instantiateWasm: (
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ) => WebAssembly.Exports;
  readonly print: (line: string) => void;
  readonly printErr: (line: string) => void;
}

/**
 * A new instance. What the codec would print is dropped: its failures reach us as exceptions.
 *
 * The glue takes Deno for Node and reads `__dirname`, which a bundle does not have; nothing is
 * ever read from there.
 */
export function instantiate<M>(
  factory: EmscriptenFactory<M>,
  compiled: WebAssembly.Module,
): Promise<M> {
  const scope: { __dirname?: string } = globalThis;
  scope.__dirname ??= "/";
  return factory({
    instantiateWasm: (imports, done) => {
      const instance = new WebAssembly.Instance(compiled, imports);
      done(instance, compiled);
      return instance.exports;
    },
    print: () => {},
    printErr: () => {},
  });
}
