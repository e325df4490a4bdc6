/**
 * The interface of JPEG codecs.
 *
 * @module
 */

/** The codecs that there are: the system's library, and the one that framebox brings. */
export type JpegCodecName = "libturbojpeg" | "WebAssembly";

/** A JPEG file and its header, as {@linkcode readJpegHeader} found it. */
export interface JpegFile {
  /** The whole file. */
  readonly bytes: Uint8Array;
  /** As stored, before the orientation is applied. */
  readonly widthPx: number;
  /** As stored, before the orientation is applied. */
  readonly heightPx: number;
  /** 4 for CMYK and YCCK. */
  readonly channels: 1 | 3 | 4;
}

/** By how much the inverse DCT makes a picture smaller, each way. */
export type ScaleDenominator = 1 | 2 | 4 | 8;

/** How a picture is decoded. */
export interface JpegDecodeOptions {
  /** 1 if left out. The pixels then have ⌈width / denominator⌉ columns and ⌈height / denominator⌉ rows. */
  readonly scaleDenominator?: ScaleDenominator;
  /** The pixels are to be kept: they come in memory of their own. */
  readonly owned?: boolean;
}

/** Decoded rows. */
export interface JpegPixels {
  /** Columns. */
  readonly widthPx: number;
  /** Rows. */
  readonly heightPx: number;
  /** Those of the {@linkcode JpegFile}. */
  readonly channels: 1 | 3 | 4;
  /**
   * Interleaved: grey, RGB, or the four channels of libjpeg's `JCS_CMYK`, to which YCCK is turned, as the
   * file has them: see {@linkcode rgbFromCmyk}.
   *
   * Without `owned` it is the codec's own memory: copy or convert it.
   */
  readonly data: Uint8Array;
}

/** What is to be encoded. */
export interface JpegSource {
  /** Columns, from 1 to 65,500. */
  readonly widthPx: number;
  /** Rows, from 1 to 65,500. */
  readonly heightPx: number;
  /** Grey, or RGB that is written as YCbCr 4:2:0. */
  readonly channels: 1 | 3;
  /** Writes the interleaved pixels into the codec's memory, all of them. */
  readonly fill: (target: Uint8Array) => void;
  /** The same pixels, where they lie in memory in that form: a codec that can reads them there. */
  readonly data?: Uint8Array;
}

/**
 * All that framebox asks of a JPEG library.
 *
 * Every codec decodes by the accurate integer DCT with libjpeg's smooth ("fancy") upsampling, so that pixels
 * of two codecs differ by 1 at most. All sampling factors are read but fractional ones (of 3 to 2).
 */
export interface JpegCodec {
  /** What it stands on. */
  readonly name: JpegCodecName;
  /** Loads what the first picture would have to wait for. */
  warm(): Promise<void>;
  /**
   * @param file whose header has been checked; a file in which the library finds another size or other
   *   channels is damaged
   * @param use called with the pixels before the promise is settled; what it returns is the answer
   * @throws {FrameboxError} `INVALID_ARGUMENT` when the file is cut or damaged: whatever libjpeg warns of,
   *   but for bytes that stand between the last scan and the end mark, where no pixel is lost
   */
  decode<T>(
    file: JpegFile,
    use: (pixels: JpegPixels) => T,
    options?: JpegDecodeOptions,
  ): Promise<T>;
  /**
   * @param source of any size
   * @param quality 1 to 100, as libjpeg has it
   * @throws {FrameboxError} `INTERNAL` when the codec fails
   */
  encode(source: JpegSource, quality: number): Promise<Uint8Array>;
}
