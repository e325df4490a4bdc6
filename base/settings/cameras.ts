/** The setting CAMERAS: names that users pick, and addresses that only the operator sees. */
import { parsedBy, type SettingType } from "./types.ts";

/** A network camera that the operator named. */
export interface CameraSetting {
  /** The name that users pick. */
  readonly name: string;
  /** Where it is, user and password with it: a secret. */
  readonly address: string;
}

/** More than framebox can show at once. */
const MAX_CAMERAS = 64;

const NAME = /^[A-Za-z0-9_-](?:[A-Za-z0-9 _-]{0,38}[A-Za-z0-9_-])?$/;

/** One of these, or the sentence about what is wrong with it. */
type Read = CameraSetting | string;

/** `name=address` pairs, separated by commas or lines; a comma inside an address is written `%2C`. */
export function cameras(): SettingType<readonly CameraSetting[]> {
  return {
    expects: "cameras as name=address, separated by commas (a comma inside an address is %2C), " +
      "e.g. door=rtsp://user:password@10.0.0.5/stream1,yard=http://10.0.0.6/video.mjpg",
    ...parsedBy(readAll),
    format: (value) => listed(value, ({ name, address }) => `${name}=${address}`),
    shown: (value) => listed(value, ({ name, address }) => `${name}=${redacted(address)}`),
    isSecret: true,
  };
}

/** The address as it may be shown: without user, password, path and query. */
function redacted(address: string): string {
  const { protocol, host } = new URL(address);
  return `${protocol}//${host}/…`;
}

function listed(value: unknown, one: (camera: CameraSetting) => string): string {
  if (!Array.isArray(value)) return "";
  return value.map((camera: CameraSetting) => one(camera)).join(",");
}

/** All of them, or the sentence about the first wrong one. */
function readAll(text: string): CameraSetting[] | string {
  const cameras: CameraSetting[] = [];
  const pairs = text.split(/[,\n]/).map((pair) => pair.trim()).filter((pair) => pair !== "");
  if (pairs.length > MAX_CAMERAS) return `there are more than ${MAX_CAMERAS}`;
  for (const [i, pair] of pairs.entries()) {
    const camera = readOne(pair, i + 1);
    if (typeof camera === "string") return camera;
    if (cameras.some(({ name }) => name === camera.name)) return `"${camera.name}" is there twice`;
    cameras.push(camera);
  }
  return cameras;
}

/** Leaves out what stands after the name: a password may be in it, in whatever place. */
function readOne(pair: string, number: number): Read {
  const equals = pair.indexOf("=");
  if (equals < 0) return `camera ${number} has no =`;
  const name = pair.slice(0, equals).trim();
  // The text before `=` may be an address whose name was forgotten.
  if (!NAME.test(name)) {
    return `camera ${number} needs a name of up to 40 letters, digits, spaces, - and _`;
  }
  const address = pair.slice(equals + 1).trim();
  if (!/^(rtsps?|https?):\/\//i.test(address)) {
    return `the address of "${name}" must begin with rtsp://, rtsps://, http:// or https://`;
  }
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || url.hostname === "" || !decodes(url.username) || !decodes(url.password)) {
    return `the address of "${name}" can't be read; in a user or password, characters other than ` +
      "letters and digits are written with %, e.g. %40 for @";
  }
  if (address.includes("#") || /\s/.test(address)) {
    return `the address of "${name}" has a space or a #, which are written %20 and %23`;
  }
  return { name, address: url.href };
}

function decodes(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
