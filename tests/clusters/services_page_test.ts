// The tab Services in Chromium, from the login to the last result; supervisor and MinIO are real.
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { soundSeconds } from "../browser/in_services.js";
import { shownText, withPage } from "../browser/support.ts";
import { OscarCluster } from "../support/oscar/cluster.ts";
import { ADMINISTRATOR } from "../support/oscar/options.ts";
import { GRAYIFY, PLANTS, SPEECH } from "../support/oscar/test_services.ts";
import { PHOTO } from "./support.ts";

const PICTURES = 30;
const FILES = "#service-form input[type=file]";

Deno.test("one logs in by a cluster, gives a photograph, thirty pictures and a text, leaves in between, and logs out", async () => {
  await using cluster = await OscarCluster.start({
    generation: "4.1",
    services: [PLANTS, GRAYIFY, SPEECH],
  });
  // A further name of the page: others reach it, so it asks for a login.
  const env = { OSCAR_ENDPOINT: `lab=${cluster.address}`, ALLOWED_HOSTS: "framebox.example" };
  await withPage({ env, path: "/services" }, async (t) => {
    const { page, url } = t;
    t.expectConsole(/status of 401/);
    assert.equal(page.url(), `${url}/login?next=%2Fservices`);
    const logIn = async (password: string) => {
      await page.locator("[name=name]").fill(ADMINISTRATOR.user);
      await page.locator("[name=password]").fill(password);
      await page.keyboard.press("Enter");
    };
    await logIn("wrong");
    await page.getByRole("alert").waitFor();
    await logIn(ADMINISTRATOR.password);
    await page.waitForURL(`${url}/services`);
    await shownText(page, "3 services").waitFor();

    await page.getByRole("link", { name: "plants-classification" }).click();
    await page.setInputFiles(FILES, {
      name: "a photo.jpg",
      mimeType: "image/jpeg",
      buffer: Buffer.from(PHOTO),
    });
    await page.click("#service-run");
    await shownText(page, "Done in").first().waitFor();
    await shownText(page, "%").first().waitFor();

    await page.goto(`${url}/services/lab/grayify`);
    await page.selectOption("#service-mode", "async");
    const many = Array.from({ length: PICTURES }, (_, i) => (
      { name: `picture ${i + 1}.jpg`, mimeType: "image/jpeg", buffer: Buffer.from(PHOTO) }
    ));
    await page.setInputFiles(FILES, many);
    await shownText(page, `${PICTURES} files`).waitFor();
    await page.click("#service-run");
    await shownText(page, `of ${PICTURES} done`).waitFor();
    await page.locator('#service-calls .call-row[data-state="done"]').first().waitFor();
    await page.goto("about:blank");
    await page.goto(`${url}/services/lab/grayify`);
    await shownText(page, `${PICTURES} of ${PICTURES} done`).waitFor();

    await page.goto(`${url}/services/lab/text-to-speech`);
    await page.locator("#service-form textarea").fill("Hello from the cluster.");
    await page.keyboard.press("Control+Enter");
    await shownText(page, "Done in").first().waitFor();
    const sound = page.locator("#services-outputs audio");
    await sound.waitFor();
    await page.waitForFunction(soundSeconds);

    await page.getByRole("link", { name: "Your account" }).click();
    await page.getByRole("button", { name: "Log out here" }).click();
    await page.waitForURL(`${url}/login`);
    await page.goto(`${url}/services`);
    await page.waitForURL(`${url}/login?next=%2Fservices`);
  });
});
