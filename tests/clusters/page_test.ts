// A service of a cluster is chosen on the page, in Chromium; supervisor and MinIO are real.
import assert from "node:assert/strict";
import { shownText, withPage } from "../browser/support.ts";
import { OscarCluster } from "../support/oscar/cluster.ts";
import { PLANTS } from "../support/oscar/test_services.ts";
import { asOperator } from "./framebox_support.ts";

Deno.test("a photograph goes through a service that is chosen in the menu, and the page shows where it is", async () => {
  const script = PLANTS.script.replace("#!/bin/sh\n", "#!/bin/sh\nsleep 2\n");
  await using cluster = await OscarCluster.start({
    generation: "4.1",
    services: [{ ...PLANTS, script }],
  });
  await withPage({ env: asOperator(cluster) }, async ({ page }) => {
    const menu = page.locator("#image-processor");
    const group = menu.locator("optgroup");
    assert.equal(await group.getAttribute("label"), "oscar");
    assert.deepEqual(await group.locator("option").allTextContents(), ["plants-classification"]);
    await menu.selectOption("oscar/plants-classification");
    await page.locator("#image-empty [data-example]").first().click();
    await shownText(page, "Waits in the cluster").waitFor();
    await page.locator("[data-result=image] [data-fact=by]", { hasText: "plants-classification" })
      .waitFor();
    await shownText(page, "Papaver (red)").first().waitFor();
  });
});
