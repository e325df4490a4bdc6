/**
 * The `data.mat` of a run: its variables, and how it is read.
 *
 * @module
 */

/** One top-level variable that a result leaves in `data.mat`. */
export interface DataVariable {
  /** Its name, ASCII. */
  readonly name: string;
  /** MATLAB class, `double`, `struct` …, as the page lists it. */
  readonly class: string;
  /** Its dimensions, two at least. */
  readonly dims: readonly number[];
  /** The whole little-endian Level 5 element, tag included, ready to be appended. */
  readonly element: Uint8Array;
}

/** A variable of `data.mat` without its contents. */
export interface StoredVariable extends Omit<DataVariable, "element"> {
  /** Bytes that its element takes in the file. */
  readonly byteLength: number;
  /**
   * The frame that it is of: the one in its name (`data_00012`), else the one whose result left it. The name
   * `data_00000` doesn't count, since some workers use it for every frame.
   */
  readonly frame: number;
}

/** `data.mat` as it was when it was opened; later writes don't show. Close it. */
export interface DataSnapshot extends Disposable {
  /** In the order of the file. */
  readonly variables: readonly StoredVariable[];
  /** The variable of this name. */
  find(name: string): StoredVariable | undefined;
  /**
   * The variable's whole Level 5 element, tag included: a view, to be left unchanged. Reading in the
   * order of the file is fast.
   *
   * @returns `undefined` when there is no variable of this name
   */
  element(name: string): Promise<Uint8Array | undefined>;
  /** Closes the file, after the reads under way. */
  close(): void;
}

/**
 * The bytes of `data.mat` as they were when it was opened; later writes don't show. It holds the file
 * open until it is closed, or until a stream of it has ended. One reads it at a time.
 */
export interface DataCopy extends Disposable {
  /** Of all of it. */
  readonly byteLength: number;
  /** Another one whenever the bytes are others, also after a reset. It doesn't reveal them. */
  readonly version: string;
  /** All of it; closes the copy at its end, or when it is cancelled. */
  readonly body: ReadableStream<Uint8Array>;
  /** This range of the bytes; closes the copy like `body`. */
  stream(first: number, byteLength: number): ReadableStream<Uint8Array>;
  /** The same, and leaves the copy open. */
  pieces(first?: number, byteLength?: number): AsyncGenerator<Uint8Array, void, void>;
  /** Closes the file. */
  close(): void;
}

/** The accumulated `data.mat` of a run. */
export interface RunData {
  /** Variables in it, in file order, without their contents. */
  list(): readonly Omit<DataVariable, "element">[];
  /** How many variables are in it. */
  readonly count: number;
  /** Size in bytes; 0 while there is none. */
  readonly byteLength: number;
  /**
   * A consistent copy of the file as it is now. Read it or close it.
   *
   * @returns `undefined` while there is none
   */
  read(): Promise<DataCopy | undefined>;
  /**
   * The file as it is now, to read variables from it one by one.
   *
   * @returns `undefined` while there is none
   */
  open(): Promise<DataSnapshot | undefined>;
}
