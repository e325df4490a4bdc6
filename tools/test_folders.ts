/**
 * What `deno task test` runs: all tests that need only npm.
 *
 * @module
 */

/** Folders and files from the root. The other suites are tasks of `deno.json`. */
export const TEST_FOLDERS: readonly string[] = [
  "auth",
  "base",
  "cli",
  "mat",
  "media",
  "hub",
  "results",
  "oscar",
  "clusters",
  "processors",
  "sources",
  "grpc",
  "web",
  "tools/mutate",
  "tests/house",
  "cluster_options_test.ts",
  "named_files_test.ts",
];
