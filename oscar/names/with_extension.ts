/**
 * Extensions that fit a file's content: scripts name outputs after their inputs, so that a sound may be called `a.txt`.
 *
 * @module
 */

/** Extensions of one kind of file, the usual one first. */
const SAME: readonly (readonly string[])[] = [
  ["jpg", "jpeg", "jpe", "jfif"],
  ["tif", "tiff"],
  ["heic", "heif"],
  ["mp4", "m4v", "m4a", "3gp"],
  ["mov", "qt"],
  ["mpg", "mpeg"],
  ["mkv", "mka", "webm"],
  ["ogg", "oga", "ogv", "opus"],
  ["wav", "wave"],
  ["mid", "midi"],
  ["gz", "tgz"],
  ["bz2", "tbz2"],
  // Formats that are zips inside.
  [
    "zip",
    "docx",
    "xlsx",
    "pptx",
    "odt",
    "ods",
    "odp",
    "epub",
    "jar",
    "npz",
    "pt",
    "pth",
    "keras",
    "kmz",
  ],
  ["h5", "hdf5", "hdf", "nc", "keras"],
  ["pkl", "pickle", "joblib"],
  ["bin", "dat", "raw", "model", "weights"],
  ["html", "htm"],
];

/** What any text may be called. */
const TEXTS = new Set(
  "txt text log out csv tsv md json jsonl yaml yml xml svg html htm srt vtt ini toml py".split(" "),
);

/** They claim nothing, or something that is not so. */
const REPLACED = new Set([...TEXTS, "bin", "dat", "tmp"]);

/**
 * A name with the extension of its content.
 *
 * @param extension of the content, without a dot; `txt` for text of any kind
 * @returns the name itself where its extension fits
 */
export function withExtension(name: string, extension: string): string {
  const own = /[^/]\.([A-Za-z0-9]{1,10})$/.exec(name)?.[1];
  const claimed = own?.toLowerCase() ?? "";
  if (claimed === extension) return name;
  if (SAME.some((group) => group.includes(claimed) && group.includes(extension))) return name;
  if (extension === "txt" && TEXTS.has(claimed)) return name;
  // Nothing is known of the content, so that any name is as good.
  if (extension === "bin" && claimed !== "") return name;
  const stem = REPLACED.has(claimed) ? name.slice(0, -claimed.length - 1) : name;
  return `${stem}.${extension}`;
}
