/** `deno task build:page`: bundles the page's scripts and styles into web/assets/built/. */
import { writeBundle } from "./page_bundle.ts";

await writeBundle();
