/**
 * Profiles: one setting that changes the defaults of others. What is given by flag or environment wins
 * over a profile, as it does over any default.
 *
 * @module
 */
import type { Settings } from "./table.ts";

/** What chooses a profile and what it is made from. */
export type ProfileSettings = Pick<Settings, "graphene" | "sharedFolderPath">;

/** The two folders of a solution's shared folder that are watched and written to. */
export interface SharedFolders {
  /** Where pictures come. */
  readonly input: string;
  /** Where results go. */
  readonly output: string;
}

/** Several containers often share a network file system, which emits no events. */
const LIST_EVERY_S = 10;

/** Other services' files lie in a shared folder, too: framebox keeps to a folder of its own name. */
export function sharedFolders(settings: ProfileSettings): SharedFolders | undefined {
  if (!settings.graphene || settings.sharedFolderPath === "") return undefined;
  const own = `${settings.sharedFolderPath.replace(/\/+$/, "")}/framebox`;
  return { input: `${own}/input`, output: `${own}/output` };
}

/**
 * The defaults of the profile that is chosen; none without one.
 *
 * `GRAPHENE`: the platform opens 8061 for gRPC and 8062 for a page, and its orchestrators take messages
 * of 4 MB at most.
 *
 * @param isGiven whether a setting has a value of its own
 */
export function profileDefaults(
  settings: ProfileSettings,
  isGiven: (name: keyof Settings) => boolean,
): Partial<Settings> {
  if (!settings.graphene) return {};
  const shared = sharedFolders(settings);
  // Both folders or neither: one of them would be mixed with a folder of the operator's.
  const watched = shared && !isGiven("watchInput") && !isGiven("watchOutput")
    ? { watchInput: shared.input, watchOutput: shared.output, watchListS: LIST_EVERY_S }
    : {};
  return { webPort: 8062, grpcPort: 8061, submitMaxBytes: 4_000_000, ...watched };
}
