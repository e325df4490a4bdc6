/** `deno task docs`: writes what comes from code into the README, between its markers. */
import { fillMarkers } from "./markers.ts";
import { readmeParts } from "./readme_parts.ts";

const readme = new URL("../README.md", import.meta.url);
await Deno.writeTextFile(
  readme,
  fillMarkers(await Deno.readTextFile(readme), await readmeParts()),
);
