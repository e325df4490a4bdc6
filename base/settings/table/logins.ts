import { seconds, setting } from "../setting.ts";
import { isLoopbackAddress } from "../host.ts";
import { addressBlocks } from "../trusted_proxies.ts";
import { list, password, type SettingType, text, whole } from "../types.ts";

const LOGINS = "Logins";

/** A name as HTTP has it (RFC 9110, 5.1), in small letters; empty for none. */
const headerName: SettingType<string> = {
  expects: "the name of a header, or nothing",
  parse: (value) => /^[\w!#$%&'*+.^`|~-]{0,64}$/.test(value) ? value.toLowerCase() : undefined,
  format: String,
};

/** An address with https; http is for an issuer on this host. Empty for none. */
const issuer: SettingType<string> = {
  expects: "an address that begins with https:// (http:// on this host alone), or nothing",
  parse: (value) => {
    if (value === "") return value;
    if (!URL.canParse(value)) return undefined;
    const { protocol, hostname, username, password, search, hash } = new URL(value);
    const isSafe = protocol === "https:" ||
      protocol === "http:" && isLoopbackAddress(hostname.replace(/^\[(.*)\]$/, "$1"));
    return isSafe && username + password + search + hash === "" ? value : undefined;
  },
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
  oidcIssuer: setting(LOGINS, "OIDC_ISSUER", {
    type: issuer,
    default: "",
    help: "Address of an OpenID Connect issuer at which users log in.",
  }),
  oidcClientId: setting(LOGINS, "OIDC_CLIENT_ID", {
    type: text("the id that the issuer has for this server"),
    default: "",
    help: "Id of this server at the issuer.",
  }),
  oidcClientSecret: setting(LOGINS, "OIDC_CLIENT_SECRET", {
    type: password(),
    default: "",
    help: "Its secret at the issuer; none for a public client.",
  }),
  oidcScopes: setting(LOGINS, "OIDC_SCOPES", {
    type: list(),
    default: ["openid", "profile", "email"],
    help: "Scopes that the issuer is asked for.",
  }),
  oidcGroups: setting(LOGINS, "OIDC_GROUPS", {
    type: text("the name of a claim; dots lead into it"),
    default: "groups",
    help: "Claim that has a user's groups, e.g. `realm_access.roles`.",
  }),
  oidcUsers: setting(LOGINS, "OIDC_USERS", {
    type: list(),
    default: [],
    help: "Groups that may log in; none: everyone whom the issuer knows.",
  }),
  oidcOperators: setting(LOGINS, "OIDC_OPERATORS", {
    type: list(),
    default: [],
    help: "Groups that are operators; they may log in, too.",
  }),
  oidcCa: setting(LOGINS, "OIDC_CA", {
    type: text("a path"),
    default: "",
    help: "PEM file of the authority that signed the issuer's certificate, if no browser knows it.",
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
