/** The text of `framebox --help`. */
import { helpText } from "../base/settings/mod.ts";

/** How framebox is called, and every setting. */
export function usage(version: string): string {
  return `framebox ${version}: a live page on one side, gRPC vision pipelines on the other

Usage:
  framebox [serve]                     runs framebox until Ctrl+C
  framebox mat inspect [--json] FILE…  prints what is in .mat files
  framebox login add NAME [--operator] [--worker]
                                       adds a user, or changes the password and the roles of one
  framebox login remove NAME           removes a user with all tokens
  framebox login list                  lists users and tokens
  framebox login token NAME [FOR WHAT] makes an API token of a user, and prints it
  framebox login revoke ID             ends an API token
  framebox settings                    prints every setting, its value and where it came from
  framebox health                      asks framebox on this host whether it is alive
  framebox --help | --version

Every setting is a flag or an environment variable; the flag wins. Defaults are in brackets.

${helpText()}`;
}
