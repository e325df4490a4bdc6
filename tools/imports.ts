/**
 * The direction of imports, as docs/architecture.md draws it: which folder may use which, and that
 * others are used through their doors only.
 *
 * @module
 */
import { filesBelow } from "./tree.ts";

/** Importable from every room but those that {@linkcode ALLOWED} restricts. */
const EVERYWHERE = [
  "base/errors",
  "base/log",
  "base/clock",
  "base/memory",
  "base/payload",
  "base/settings",
];

/**
 * What each room may import besides itself. A room is a folder; the longest that fits a path is its
 * room.
 */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  "base/errors": [],
  "base/log": [],
  "base/clock": [],
  "base/memory": [],
  "base/payload": [],
  "base/rate": [],
  "base/settings": ["base/errors", "base/log"],
  "base/files": [],
  "base/network": EVERYWHERE,
  "base/watch": EVERYWHERE,
  "base/pool": EVERYWHERE,
  "mat": ["base/errors"],
  "media/image": [
    "base/clock",
    "base/errors",
    "base/log",
    "base/memory",
    "base/payload",
    "base/pool",
  ],
  "media/video": ["base/errors", "base/log", "base/watch", "media/image"],
  "hub/api": ["base/errors", "base/payload"],
  "hub/base": ["base/errors", "base/log", "base/clock", "hub/api"],
  "hub/storage": ["base/errors", "base/log", "base/clock", "mat", "hub/api", "hub/base"],
  "hub/run": [
    "base/errors",
    "base/log",
    "base/clock",
    "base/payload",
    "hub/api",
    "hub/base",
    "hub/storage",
  ],
  "hub/dispatch": ["base/errors", "base/clock", "hub/api", "hub/base", "hub/run"],
  "hub": [...EVERYWHERE, "hub/api", "hub/base", "hub/storage", "hub/run", "hub/dispatch"],
  "results": ["base/errors", "hub", "mat"],
  "sources/long_runs": [...EVERYWHERE, "hub"],
  "sources/videos": [
    ...EVERYWHERE,
    "base/pool",
    "processors",
    "hub",
    "media/video",
    "media/image",
    "sources/long_runs",
  ],
  "sources/image_sets": [
    ...EVERYWHERE,
    "base/files",
    "base/pool",
    "results",
    "hub",
    "media/image",
    "sources/long_runs",
  ],
  "sources/cameras": [...EVERYWHERE, "hub", "media/video", "media/image", "sources/long_runs"],
  "sources/watched_folders": [
    ...EVERYWHERE,
    "base/pool",
    "base/watch",
    "processors",
    "results",
    "hub",
    "media/image",
    "mat",
    "sources/long_runs",
  ],
  "sources/streams": [...EVERYWHERE, "base/rate", "hub"],
  "sources/testing": [...EVERYWHERE, "base/pool", "results", "hub", "media/image"],
  "sources": [
    "base/pool",
    "sources/long_runs",
    "sources/videos",
    "sources/image_sets",
    "sources/cameras",
    "sources/watched_folders",
    "sources/streams",
  ],
  "processors": [...EVERYWHERE, "base/pool", "auth", "results", "hub", "media/image", "mat"],
  // Clusters; nothing of the hub or the page.
  "oscar/names": [],
  "oscar/answer": ["base/errors", "oscar/names"],
  "oscar/transport": ["base/errors"],
  "oscar/json": [],
  "oscar/service": ["oscar/answer", "oscar/json"],
  "oscar/manager": ["base/clock", "base/errors", "oscar/json", "oscar/service", "oscar/transport"],
  "oscar/storage": ["base/clock", "base/errors", "oscar/service", "oscar/transport"],
  "oscar/calls": [
    "base/clock",
    "base/errors",
    "oscar/answer",
    "oscar/manager",
    "oscar/names",
    "oscar/service",
    "oscar/storage",
    "oscar/transport",
  ],
  "auth": [...EVERYWHERE, "base/watch"],
  "clusters/connections": [
    ...EVERYWHERE,
    "auth",
    "hub",
    "oscar/answer",
    "oscar/calls",
    "oscar/manager",
    "oscar/service",
    "oscar/transport",
  ],
  "clusters/reading": ["base/pool", "oscar/answer"],
  "clusters/content": [
    ...EVERYWHERE,
    "hub",
    "mat",
    "media/image",
    "oscar/answer",
    "oscar/calls",
    "processors",
    "results",
  ],
  "clusters/calls": [
    ...EVERYWHERE,
    "base/files",
    "base/pool",
    "hub",
    "mat",
    "media/image",
    "oscar/answer",
    "oscar/calls",
    "oscar/names",
    "oscar/service",
    "clusters/connections",
    "clusters/content",
    "clusters/reading",
  ],
  "clusters/processors": [
    ...EVERYWHERE,
    "base/pool",
    "auth",
    "hub",
    "media/image",
    "mat",
    "processors",
    "oscar/answer",
    "oscar/calls",
    "oscar/manager",
    "oscar/service",
    "clusters/connections",
    "clusters/content",
    "clusters/reading",
  ],
  "grpc": [
    ...EVERYWHERE,
    "base/network",
    "base/pool",
    "base/watch",
    "auth",
    "processors",
    "sources",
    "results",
    "hub",
    "media/image",
    "mat",
    "protos",
  ],
  "cli": [...EVERYWHERE, "auth", "mat"],
  // What the page's scripts are checked against: nothing of the server.
  "web/wire": [],
  // The page's words; the browser's scripts use their types.
  "web/page/text": ["base/errors", "processors", "web/wire"],
  ...clientRooms(),
  "web": [
    ...EVERYWHERE,
    "web/wire",
    "web/page/text",
    "base/files",
    "base/network",
    "base/pool",
    "base/watch",
    "auth",
    "oscar/answer",
    "oscar/names",
    "oscar/service",
    "clusters/connections",
    "clusters/content",
    "clusters/calls",
    "processors",
    "sources",
    "results",
    "hub",
    "media/video",
    "media/image",
    "mat",
    "docs/examples",
  ],
};

/** The rooms of the browser's scripts: each may import those above it that it names, and what all may. */
function clientRooms(): Record<string, readonly string[]> {
  const shared = ["base", "server", "boxes", "result", "live"];
  const tab = [...shared, "given", "pictures", "data", "tabs"];
  const rooms: Readonly<Record<string, readonly string[]>> = {
    base: [],
    pictures: [],
    given: ["base"],
    server: ["base"],
    boxes: ["base"],
    result: ["base", "server", "boxes"],
    live: ["base", "server", "boxes", "result"],
    data: shared,
    tabs: [...shared, "data"],
    code: ["base", "live"],
    folders: ["base"],
    image: tab,
    camera: tab,
    video: tab,
    image_set: tab,
    streams: tab,
  };
  // Types of what the server sends, the page's words, and what both sides do alike.
  const both = ["web/wire", "web/page/text", "base/rate"];
  const pathOf = (room: string) => `web/client/${room}`;
  const entries = Object.entries(rooms)
    .map(([room, allowed]) => [pathOf(room), [...both, ...allowed.map(pathOf)]] as const);
  return {
    ...Object.fromEntries(entries),
    "web/client": [...both, ...Object.keys(rooms).map(pathOf)],
  };
}

/** What tests of a room may import besides. */
const ALLOWED_IN_TESTS: Readonly<Record<string, readonly string[]>> = {
  "clusters/calls": ["oscar/manager", "results"],
  "clusters/processors": ["results"],
  "clusters/content": ["base/files"],
  "web/page/text": ["media/image"],
  "base/pool": ["media/image"],
  "hub": ["results", "media/image", "mat"],
  "hub/dispatch": ["hub"],
  "hub/run": ["hub", "results", "media/image", "mat"],
  "hub/storage": ["hub", "mat"],
  "results": ["media/image"],
  "sources/cameras": ["results", "sources/testing"],
  "sources/image_sets": ["mat", "sources/testing"],
  "sources/streams": ["media/image"],
  "sources/videos": ["sources/testing"],
  "sources/watched_folders": ["sources/testing"],
};

/** The room of a path; `undefined` for what is in none, as at the top level. */
function roomOf(path: string): string | undefined {
  const rooms = [...Object.keys(ALLOWED), "protos", "docs/examples"];
  return rooms.filter((room) => path.startsWith(`${room}/`)).sort((a, b) => b.length - a.length)[0];
}

/** Doors: what files of other folders may import. `tasks.ts` is what a pool thread loads of a room. */
const DOORS = /^(mod|tasks)\.ts$/;

/** Houses whose rooms use each other's files. */
const WITHOUT_DOORS = ["hub", "sources", "web"];

/** Tests, and what they share; these may use `tests/support/` as well. */
const IN_TESTS = /(^|\/)(test_\w+|testing\/\w+)\.ts$|_test\.ts$/;

/** One import that goes the wrong way. */
export interface WrongImport {
  /** Path of the importing file, from the project's root. */
  readonly file: string;
  /** What it imports. */
  readonly specifier: string;
  /** Why that is wrong, and what would be right. */
  readonly why: string;
}

/** Relative specifiers of a module's static and dynamic imports and re-exports. */
export function relativeImports(source: string): string[] {
  const found: string[] = [];
  const pattern = /(?:\bfrom\s*|\bimport\s*\(?\s*)["'](\.{1,2}\/[^"']+)["']/g;
  const code = source.replace(/^\s*\*.*$/gm, "");
  for (const match of code.matchAll(pattern)) {
    if (match[1] !== undefined) found.push(match[1]);
  }
  return found;
}

/**
 * Judges one import.
 *
 * @param file path of the importing file from the project's root, with `/`
 * @returns the fault, or `undefined` if the import is as it should be
 */
export function judgeImport(file: string, specifier: string): WrongImport | undefined {
  const target = new URL(specifier, `file:///${file}`).pathname.slice(1);
  const from = roomOf(file);
  const to = roomOf(target);
  if (from === undefined || from === to) return undefined;
  const isTest = IN_TESTS.test(file);
  if (isTest && target.startsWith("tests/support/")) return undefined;
  const allowed = [...ALLOWED[from] ?? [], ...isTest ? ALLOWED_IN_TESTS[from] ?? [] : []];
  if (to === undefined || !allowed.includes(to)) {
    return { file, specifier, why: `${from}/ may import ${allowed.join(", ") || "nothing"} only` };
  }
  // Rooms of one house: their files are used without doors.
  const [house = ""] = from.split("/");
  if (WITHOUT_DOORS.includes(house) && to.startsWith(`${house}/`)) return undefined;
  const inner = target.slice(to.length + 1);
  const isSource = inner.endsWith(".ts") || inner.endsWith(".tsx");
  if (isSource && !DOORS.test(inner) && !isTest) {
    return { file, specifier, why: `of ${to}/ only its door, mod.ts, may be imported` };
  }
  return undefined;
}

/** Checks every TypeScript file below the project's root. */
export async function findWrongImports(root: URL): Promise<WrongImport[]> {
  const wrong: WrongImport[] = [];
  const folders = new Set(Object.keys(ALLOWED).map((room) => room.split("/")[0] ?? ""));
  for (const folder of folders) {
    for (const file of await filesBelow(root, folder, /\.tsx?$/)) {
      const source = await Deno.readTextFile(new URL(file, root));
      for (const specifier of relativeImports(source)) {
        const fault = judgeImport(file, specifier);
        if (fault) wrong.push(fault);
      }
    }
  }
  return wrong;
}
