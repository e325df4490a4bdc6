/** `deno task docs`: writes what comes from code into the documents, between its markers. */
import { documentParts } from "./document_parts.ts";
import { fillMarkers } from "./markers.ts";

for (const [path, parts] of Object.entries(await documentParts())) {
  const document = new URL(`../${path}`, import.meta.url);
  await Deno.writeTextFile(document, fillMarkers(await Deno.readTextFile(document), parts));
}
