/** Videos for tests, made by ffmpeg where they are needed. */

/** A directory with files that ffmpeg makes; removed with the test. */
export class VideoFiles {
  /** Where they are. */
  readonly directory: string;

  private constructor(directory: string) {
    this.directory = directory;
  }

  /** Runs a test with a directory of its own. */
  static async with(test: (files: VideoFiles) => Promise<void>): Promise<void> {
    const files = new VideoFiles(await Deno.makeTempDir({ prefix: "framebox-video-" }));
    try {
      await test(files);
    } finally {
      await Deno.remove(files.directory, { recursive: true });
    }
  }

  /** Path of a file. */
  path(name: string): string {
    return `${this.directory}/${name}`;
  }

  /** Makes one: `args` are ffmpeg's, without the output's name. */
  async make(name: string, args: string): Promise<string> {
    await this.ffmpeg(`${args} ${this.path(name)}`);
    return this.path(name);
  }

  /** Runs ffmpeg with arguments that have no spaces in them; gives what it wrote. */
  async ffmpeg(args: string): Promise<Uint8Array> {
    const { success, stdout, stderr } = await new Deno.Command("ffmpeg", {
      args: ["-nostdin", "-v", "error", "-y", ...args.split(/\s+/).filter((word) => word !== "")],
    }).output();
    if (!success) throw new Error(new TextDecoder().decode(stderr));
    return stdout;
  }

  /** Writes a file with those bytes or that text. */
  async write(name: string, content: Uint8Array | string): Promise<string> {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    await Deno.writeFile(this.path(name), bytes);
    return this.path(name);
  }

  /** A copy of a file's beginning. */
  async cut(name: string, from: string, share: number): Promise<string> {
    const bytes = await Deno.readFile(from);
    return await this.write(name, bytes.subarray(0, Math.floor(bytes.length * share)));
  }
}

/** A moving test picture of that length in seconds, size and rate. */
export function picture(seconds: number, size = "320x240", rate: number | string = 10): string {
  return `-f lavfi -i testsrc=d=${seconds}:s=${size}:r=${rate}`;
}
