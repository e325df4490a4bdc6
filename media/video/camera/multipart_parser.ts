/**
 * Takes multipart/x-mixed-replace apart, as cameras send it and not only as the standard has it.
 *
 * Sources: RFC 2046, 5.1 (multipart); what cameras do differently: the boundary is announced with
 * the dashes that belong before it, or sent without them; parts have no Content-Length, or a wrong
 * one; lines end with a line feed alone.
 *
 * @module
 */
import { JpegEnd } from "./jpeg_end.ts";
import { CameraFault } from "./camera_fault.ts";
import { GrowingBytes } from "../growing_bytes.ts";

/** Longest headers of a part, in bytes; cameras send under 500. */
const MAX_HEADERS = 16 * 1024;

const LF = 0x0a;
const CR = 0x0d;
const DASH = 0x2d;

/** Where the parser is in its stream. */
type State = "delimiter" | "headers" | "counted" | "picture" | "over";

/** Parses bytes in pieces of any size into JPEGs. */
export class MultipartParser {
  readonly #maxBytes: number;
  /** The boundary without dashes before it; `undefined` when it wasn't announced. */
  readonly #announced: Uint8Array | undefined;
  readonly #bytes = new GrowingBytes();
  /** As the stream has it, with its dashes; known after the first one. */
  #delimiter: Uint8Array | undefined;
  #state: State = "delimiter";
  /** Bytes of the part, as its header declares. */
  #length = 0;
  #end = new JpegEnd();

  /**
   * @param boundary as the Content-Type announces it, if it does
   * @param maxBytes of one picture
   */
  constructor(boundary: string | undefined, maxBytes: number) {
    const bare = boundary?.replace(/^-+/, "") ?? "";
    this.#announced = bare === "" ? undefined : new TextEncoder().encode(bare);
    this.#maxBytes = maxBytes;
  }

  /** Whether the stream's closing delimiter has come. */
  get isOver(): boolean {
    return this.#state === "over";
  }

  /**
   * Takes the next bytes.
   *
   * @returns the pictures that are whole now; their bytes are the caller's
   * @throws {CameraFault} `bad-pictures` when one is over the bound, `not-a-stream` when there are
   * no parts in it
   */
  push(chunk: Uint8Array): Uint8Array<ArrayBuffer>[] {
    const pictures: Uint8Array<ArrayBuffer>[] = [];
    this.#bytes.append(chunk);
    while (this.#step(pictures));
    return pictures;
  }

  /** Parses one more piece; `false`: more bytes are needed. */
  #step(pictures: Uint8Array<ArrayBuffer>[]): boolean {
    switch (this.#state) {
      case "delimiter":
        return this.#toDelimiter();
      case "headers":
        return this.#readHeaders();
      case "counted":
        return this.#takeCounted(pictures);
      case "picture":
        return this.#takePicture(pictures);
      case "over":
        this.#bytes.drop(this.#bytes.view.length);
        return false;
    }
  }

  /** Passes over everything up to and with the next delimiter's line. */
  #toDelimiter(): boolean {
    const { view } = this.#bytes;
    for (let at = 0;;) {
      const lineEnd = view.indexOf(LF, at);
      const line = view.subarray(at, lineEnd < 0 ? view.length : lineEnd);
      const end = withoutBlanks(line);
      if (this.#isClosing(line, end)) {
        this.#state = "over";
        return true;
      }
      if (lineEnd < 0) {
        // What came before the line is no longer needed; of a long line only its end is, for the
        // delimiter follows some pictures without a line end between.
        this.#bytes.drop(view.length - Math.min(line.length, MAX_HEADERS));
        return false;
      }
      at = lineEnd + 1;
      if (this.#isDelimiter(line, end)) {
        this.#bytes.drop(at);
        this.#state = "headers";
        return true;
      }
    }
  }

  /** Whether a whole line, up to `end`, is a delimiter, or ends with one right after a picture. */
  #isDelimiter(line: Uint8Array, end: number): boolean {
    if (this.#delimiter) return endsWith(line, end, this.#delimiter);
    const announced = this.#announced;
    if (announced && !endsWith(line, end, announced)) return false;
    const dashes = announced ? end - announced.length : 2;
    if (!announced && end < 3) return false;
    for (let i = 0; i < dashes; i++) if (line[i] !== DASH) return false;
    this.#delimiter = line.slice(0, end);
    return true;
  }

  /** Whether a line, which need not be whole, is the one after the last part. */
  #isClosing(line: Uint8Array, end: number): boolean {
    const known = this.#delimiter;
    if (!known || line[end - 1] !== DASH || line[end - 2] !== DASH) return false;
    const start = end - 2 - known.length;
    return endsWith(line, end - 2, known) && (start === 0 || isPictureEnd(line, start));
  }

  #readHeaders(): boolean {
    const { view } = this.#bytes;
    const end = endOfHeaders(view);
    if (end === undefined) {
      if (view.length <= MAX_HEADERS) return false;
      throw new CameraFault("not-a-stream", "What the camera sends is no stream of pictures.");
    }
    const headers = new TextDecoder("latin1").decode(view.subarray(0, end));
    this.#bytes.drop(end);
    const length = /^content-length[ \t]*:[ \t]*(\d{1,15})[ \t]*$/im.exec(headers)?.[1];
    this.#length = length === undefined ? 0 : Number(length);
    if (this.#length > this.#maxBytes) throw this.#tooLarge();
    this.#state = this.#length > 0 ? "counted" : "picture";
    this.#end = new JpegEnd();
    return true;
  }

  #takeCounted(pictures: Uint8Array<ArrayBuffer>[]): boolean {
    const { view } = this.#bytes;
    if (view.length < this.#length) return false;
    const part = view.subarray(0, this.#length);
    const end = this.#end.find(part);
    // A length that is too short is no reason to lose the picture: its own marker shows where it ends.
    if (end === undefined) {
      this.#state = "picture";
      return true;
    }
    // One with odd markers is for its decoder to judge.
    const length = end < 0 && looksLikeJpeg(part) ? part.length : end;
    if (length > 0) pictures.push(view.slice(0, length));
    this.#bytes.drop(length > 0 ? length : part.length);
    this.#state = "delimiter";
    return true;
  }

  #takePicture(pictures: Uint8Array<ArrayBuffer>[]): boolean {
    const { view } = this.#bytes;
    const length = this.#end.find(view);
    if (length === undefined) {
      if (view.length > this.#maxBytes) throw this.#tooLarge();
      return false;
    }
    if (length > this.#maxBytes) throw this.#tooLarge();
    if (length > 0) {
      pictures.push(view.slice(0, length));
      this.#bytes.drop(length);
    }
    this.#state = "delimiter";
    return true;
  }

  #tooLarge(): CameraFault {
    return new CameraFault(
      "bad-pictures",
      `A picture of the camera has more than ${
        this.#maxBytes / 2 ** 20
      } MB (setting MAX_UPLOAD_MB).`,
    );
  }
}

/** Where the empty line after a part's headers ends. The headers may be missing altogether. */
function endOfHeaders(view: Uint8Array): number | undefined {
  for (let at = 0;;) {
    const lineEnd = view.indexOf(LF, at);
    if (lineEnd < 0) return undefined;
    const length = lineEnd - at;
    if (length === 0 || (length === 1 && view[at] === CR)) return lineEnd + 1;
    at = lineEnd + 1;
  }
}

/** The length of a line without the blanks at its end. */
function withoutBlanks(line: Uint8Array): number {
  let end = line.length;
  while (end > 0 && isBlank(line[end - 1])) end--;
  return end;
}

/** Whether `tail` stands right before `end`. */
function endsWith(line: Uint8Array, end: number, tail: Uint8Array): boolean {
  const start = end - tail.length;
  if (start < 0) return false;
  for (let i = 0; i < tail.length; i++) if (line[start + i] !== tail[i]) return false;
  return true;
}

function isPictureEnd(bytes: Uint8Array, end: number): boolean {
  return bytes[end - 2] === 0xff && bytes[end - 1] === 0xd9;
}

function looksLikeJpeg(part: Uint8Array): boolean {
  return part[0] === 0xff && part[1] === 0xd8 && isPictureEnd(part, part.length);
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === CR || byte === LF;
}
