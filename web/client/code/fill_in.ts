/**
 * Puts what is chosen into code. The files under `assets/code/` run as they are, against a server on
 * this computer with its defaults; the defaults are what is replaced here.
 */

const ORIGIN = "http://localhost:7860";

/**
 * @param choices `base`: what
 * stands before each path of the server; `answer`: jpeg or png
 */
export function filledIn(
  code: string,
  { origin, base, processor, answer }: {
    origin: string;
    base: string;
    processor: string;
    answer: string;
  },
): string {
  const { host, protocol } = new URL(origin);
  let filled = code.trimEnd()
    .replaceAll(ORIGIN, origin)
    .replaceAll(new URL(ORIGIN).host, host)
    .replaceAll("/api/v1", `${base}/api/v1`)
    .replaceAll("processor=edges", `processor=${encodeURIComponent(processor)}`)
    .replace(/(processor\\?": \\?|processor: )"edges/g, (_, before) => `${before}"${processor}`);
  if (protocol === "https:") filled = filled.replaceAll("HTTPConnection", "HTTPSConnection");
  if (answer === "jpeg") {
    filled = filled.replaceAll('"Accept": "image/png"', '"Accept": "image/jpeg"')
      .replaceAll("Accept: image/png", "Accept: image/jpeg")
      .replaceAll("format=png", "format=jpeg")
      .replace(/(result\S*?)\.png/g, "$1.jpg");
  }
  return filled;
}
