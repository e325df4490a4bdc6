/** Whether the page as it is now is accessible: axe-core's rules, run inside the page. */
import assert from "node:assert/strict";
import axe from "axe-core/axe.min.js" with { type: "text" };
import { animationsAreOver, runAxe, waitForPaint } from "./in_page.js";
import type { PageTest } from "./support.ts";

/** Colour schemes that the page has. */
export const THEMES = ["light", "dark"] as const;

/** How the page is checked. */
export interface AccessOptions {
  /** In light and in dark, not only as it is. */
  readonly themes?: boolean;
}

/** One thing that breaks a rule, as axe reports it. */
interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly {
    readonly target: readonly string[];
    readonly failureSummary: string;
  }[];
}

/**
 * Checks the page as it is now: WCAG 2.2 A and AA with colour contrast, and axe's best practices.
 * The script comes through the debugger, so that the page keeps its Content-Security-Policy.
 *
 * @throws {AssertionError} that lists what breaks which rule
 */
export async function checkAccess(t: PageTest, options: AccessOptions = {}): Promise<void> {
  const debug = await t.context.newCDPSession(t.page);
  await debug.send("Runtime.evaluate", { expression: `${axe};undefined` });
  await debug.detach();
  if (!options.themes) return await check(t, "as it is");
  for (const theme of THEMES) {
    await t.page.emulateMedia({ colorScheme: theme });
    await check(t, theme);
  }
  await t.page.emulateMedia({ colorScheme: null });
}

async function check({ page }: PageTest, look: string): Promise<void> {
  await page.evaluate(waitForPaint);
  await page.waitForFunction(animationsAreOver);
  const violations: Violation[] = await page.evaluate(runAxe);
  const found = violations.map(({ id, help, nodes }) =>
    `${id}: ${help}\n` +
    nodes.map(({ target, failureSummary }) =>
      `  ${target.join(" ")}: ${failureSummary.replaceAll("\n", " ")}`
    ).join("\n")
  );
  assert.deepEqual(found, [], `${page.url()}, ${look}`);
}
