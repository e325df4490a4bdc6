/** Videos whose frames carry their numbers, as blocks that a program can read. */

/** Blocks side by side, the lowest bit on the left; white is 1. */
const NUMBER_BITS = 8;

/**
 * ffmpeg's arguments for an input of that many frames; the pictures have 256×64 pixels.
 *
 * @param when frame `N` is shown, in frames, as an expression of ffmpeg's; a variable rate needs
 *   `-fps_mode passthrough`
 */
export function numbered(frames: number, rate: string | number, when = "N"): string[] {
  return ["-f", "lavfi", "-i", numberedFilter(frames, rate, when)];
}

function numberedFilter(frames: number, rate: string | number, when: string): string {
  const blocks = Array.from({ length: NUMBER_BITS }, (_, bit) => {
    const isSet = `mod(floor(n/${2 ** bit})\\,2)`;
    return `drawbox=x=${bit * 32}:y=0:w=32:h=64:color=white:t=fill:enable=${isSet}`;
  });
  const fine = `settb=1/90000,setpts=(${when})/(${rate})*90000`;
  const frame = `color=black:s=256x64:r=${rate},trim=end_frame=${frames}`;
  return [frame, ...(when === "N" ? [] : [fine]), ...blocks].join(",");
}
