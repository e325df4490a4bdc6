import assert from "node:assert/strict";
import { anotherResultIsShown } from "./in_page.js";
import { examplePath, shownText, withPage } from "./support.ts";

Deno.test("the page is in Portuguese for a browser that asks for it, also in its scripts and fragments", async () => {
  await withPage({ context: { locale: "pt-BR" } }, async ({ page, shot }) => {
    assert.equal(await page.locator("html").getAttribute("lang"), "pt");
    assert.equal(await page.title(), "Imagem · framebox");
    await shot("pt-image-empty");
    await page.setInputFiles("#image-file", examplePath("coffee.jpg"));
    await page.waitForFunction(anotherResultIsShown, "");
    await page.selectOption("#image-processor", { label: "Intensidade de cor" });
    const by = page.locator("[data-result=image] [data-fact=by]", {
      hasText: "Intensidade de cor",
    });
    await by.waitFor();
    await page.locator("#data-summary", { hasText: "variáve" }).waitFor();
    await page.locator("#data-details summary").click();
    await page.getByRole("tab", { name: "Árvore" }).waitFor();
    await shot("pt-image-done");
    await page.keyboard.press("2");
    assert.equal(await page.title(), "Câmera · framebox");
    await shot("pt-camera");
    await page.locator("#workers-button").click();
    await page.locator("#workers-popover", { hasText: "Nenhum worker está conectado" }).waitFor();
  });
});

Deno.test("the page is in Spanish for a browser that asks for it, also in errors of the server; the API's page is marked as English", async () => {
  const context = { locale: "es-MX" };
  await withPage({ context }, async ({ page, url, shot, expectConsole }) => {
    expectConsole(/status of 400/);
    assert.equal(await page.locator("html").getAttribute("lang"), "es");
    const path = await Deno.makeTempFile({ suffix: ".jpg" });
    await Deno.writeTextFile(path, "not a picture at all");
    await page.setInputFiles("#image-file", path);
    await shownText(page, "No ha funcionado").waitFor();
    const sentence = page.locator("[data-result=image] [data-part=state-text]");
    assert.match(
      await sentence.textContent() ?? "",
      /^El archivo es de tipo texto, que el servidor no lee; envía un JPEG/,
    );
    assert.equal(await sentence.getAttribute("lang"), null);
    await shot("es-image-failed");
    await Deno.remove(path);
    await page.keyboard.press("?");
    await page.locator("#help[open]", { hasText: "Pantalla completa" }).waitFor();
    await shot("es-keys");
    await page.goto(`${url}/api`);
    await page.getByRole("heading", { name: "API HTTP" }).waitFor();
    assert.equal(await page.locator("article section p").first().getAttribute("lang"), "en");
    await shot("es-api");
  });
});

Deno.test("an error without a translation is shown in English, and marked as that", async () => {
  await withPage({ context: { locale: "pt-BR" } }, async ({ page, expectConsole }) => {
    expectConsole(/status of 400/);
    const answer = { error: { code: "INVALID_ARGUMENT", message: "This is new.", reason: "new" } };
    await page.route("**/images?*", (route) => route.fulfill({ status: 400, json: answer }));
    await page.setInputFiles("#image-file", examplePath("coffee.jpg"));
    const sentence = page.locator("[data-result=image] [data-part=state-text]");
    await sentence.getByText("This is new.").waitFor();
    assert.equal(await sentence.getAttribute("lang"), "en");
  });
});

Deno.test("a page of one language is not kept for those of another", async () => {
  await withPage({}, async ({ context, url }) => {
    const answer = await context.request.get(`${url}/camera`);
    assert.match(answer.headers()["vary"] ?? "", /^Accept-Language, cookie\b/);
  });
});
