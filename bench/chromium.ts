/** The real Chromium that benchmarks look with. */
import { type Browser, chromium } from "playwright-core";

/** Starts one; `CHROMIUM` holds its path. */
export function startChromium(args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: Deno.env.get("CHROMIUM") ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", ...args],
  });
}
