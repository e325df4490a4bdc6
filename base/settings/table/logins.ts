import { seconds, setting } from "../setting.ts";
import { addressBlocks } from "../trusted_proxies.ts";
import { list, type SettingType, text, whole } from "../types.ts";

const LOGINS = "Logins";

/** A name as HTTP has it (RFC 9110, 5.1), in small letters; empty for none. */
const headerName: SettingType<string> = {
  expects: "the name of a header, or nothing",
  parse: (value) => /^[\w!#$%&'*+.^`|~-]{0,64}$/.test(value) ? value.toLowerCase() : undefined,
  format: String,
};

/** How the page's users log in. */
export const LOGIN_SETTINGS = {
  loginUsers: setting(LOGINS, "LOGIN_USERS", {
    type: text("a path, or on"),
    default: "",
    help:
      "File of users that may use the page, which `framebox login add` writes; on: one in DATA_DIR.",
  }),
  loginHeader: setting(LOGINS, "LOGIN_HEADER", {
    type: headerName,
    default: "",
    help:
      "Header in which a proxy that asks for a login itself sends the user's name, e.g. `Remote-User`.",
  }),
  loginHeaderFrom: setting(LOGINS, "LOGIN_HEADER_FROM", {
    type: addressBlocks(),
    default: [],
    help: "Addresses of the proxies whose LOGIN_HEADER counts.",
  }),
  loginOperators: setting(LOGINS, "LOGIN_OPERATORS", {
    type: list(),
    default: [],
    help: "Users named by LOGIN_HEADER that are operators.",
  }),
  loginIdleS: setting(LOGINS, "LOGIN_IDLE_S", {
    type: seconds(),
    default: 28_800,
    help: "A login ends this long after its last request.",
  }),
  loginMaxS: setting(LOGINS, "LOGIN_MAX_S", {
    type: whole({ min: 1, max: 2_592_000, unit: "s" }),
    default: 604_800,
    help: "A login ends this long after it began.",
  }),
} as const;
