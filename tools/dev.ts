/**
 * `deno task dev`: runs framebox and starts it again on each change. What the browser gets is bundled first when
 * its sources change; arguments are passed on.
 */
import { writeBundle } from "./page_bundle.ts";

/** What the bundle is made of. */
const SOURCES = ["web/client", "web/assets/code", "web/assets/css", "web/assets/examples"];

await bundle();
bundleOnChange();
const { code } = await new Deno.Command(Deno.execPath(), {
  args: ["run", "--allow-all", "--watch", "main.ts", ...Deno.args],
}).spawn().status;
Deno.exit(code);

async function bundleOnChange(): Promise<void> {
  let bundling: Promise<void> | undefined;
  let isWanted = false;
  for await (const { kind } of Deno.watchFs(SOURCES)) {
    if (kind === "access") continue;
    // An editor that saves changes a file several times: what comes meanwhile is one change.
    isWanted = true;
    bundling ??= (async () => {
      while (isWanted) {
        isWanted = false;
        await bundle();
      }
      bundling = undefined;
    })();
  }
}

/** A mistake in a source is shown; the next change may mend it. */
async function bundle(): Promise<void> {
  try {
    await writeBundle();
  } catch (error) {
    await Deno.stderr.write(new TextEncoder().encode(`${error}\n`));
  }
}
