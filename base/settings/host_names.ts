/** The setting ALLOWED_HOSTS: names under which users reach the page. */
import { isIP } from "node:net";
import type { SettingType } from "./types.ts";

/** A host that a request may be for. */
export interface AllowedHost {
  /** As browsers write it: lower case, punycode, an IPv6 address in its brackets. */
  readonly name: string;
  /** Empty: the usual port of the scheme. */
  readonly port: string;
  /** Every name below `name`, at any depth, and not `name` itself. */
  readonly isWildcard: boolean;
}

/** Labels of letters, digits, - and _; what a URL parser lets through besides is in no Host header. */
const NAME = /^(?=.{1,253}$)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*$/;
const ENTRY = /^(?<wildcard>\*\.)?(?<name>\[[^\]]*\]|[^:[\]/\s]+)(?::(?<port>.*))?$/;

/** One of these, or the words about what is wrong. */
type Read = AllowedHost | string;

/** Host names, separated by commas. An entry that can match no request is refused. */
export function hostNames(): SettingType<readonly AllowedHost[]> {
  return {
    expects: "host names separated by commas, each as box.lab, box.lab:8443 or *.box.lab",
    parse: (text) => {
      const read = entriesOf(text).map(readOne);
      return read.every((one) => typeof one !== "string") ? read : undefined;
    },
    problem: (text) => {
      const entries = entriesOf(text);
      const wrong = entries.findIndex((entry) => typeof readOne(entry) === "string");
      const entry = entries[wrong];
      return entry === undefined ? undefined : `${JSON.stringify(entry)} ${readOne(entry)}`;
    },
    format: (value) => Array.isArray(value) ? value.map(written).join(",") : "",
  };
}

/** A host as it is written in the setting. */
export function written({ name, port, isWildcard }: AllowedHost): string {
  return `${isWildcard ? "*." : ""}${name}${port === "" ? "" : `:${port}`}`;
}

function entriesOf(text: string): string[] {
  return text.split(",").map((entry) => entry.trim()).filter((entry) => entry !== "");
}

function readOne(entry: string): Read {
  if (/\s/.test(entry)) return "has a space in it: names are separated by commas";
  if (/[/?#@\\]/.test(entry)) return `is an address, not a name${instead(entry)}`;
  if (isIP(entry) === 6) return `is written in brackets: [${entry}]`;
  const groups = ENTRY.exec(entry)?.groups;
  if (!groups) return "is no host name";
  const { wildcard, name = "", port } = groups;
  if (
    port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) < 65536)
  ) {
    return "has a port that is none of 1–65535";
  }
  if (name.includes("*")) {
    return "has a * that can match nothing: it stands for what comes before a host, as in *.box.lab";
  }
  const found = canonical(name);
  if (found === undefined) return "is no host name";
  if (wildcard && isAddress(found)) return "is an address, which has nothing below it";
  return {
    name: found,
    port: port ? String(Number(port)) : "",
    isWildcard: wildcard !== undefined,
  };
}

/** What stands in an address in place of a name, as an advice. */
function instead(entry: string): string {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(entry) ? entry : `http://${entry}`;
  const host = URL.canParse(address) ? new URL(address).host : "";
  return host === "" || typeof readOne(host) === "string" ? "" : `: write ${host}`;
}

/** The name as browsers send it. */
function canonical(name: string): string | undefined {
  const address = `http://${name}/`;
  if (!URL.canParse(address)) return undefined;
  const found = new URL(address).hostname.replace(/\.$/, "");
  return found.startsWith("[") || NAME.test(found) ? found : undefined;
}

function isAddress(name: string): boolean {
  return name.startsWith("[") || isIP(name) !== 0;
}
