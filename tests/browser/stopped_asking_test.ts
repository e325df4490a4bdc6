// A worker whose program and connection stay up, but which asks for no more frames.
import type { Page } from "playwright-core";
import { checkAccess } from "./access.ts";
import { examplePath, type PageTest, withPage } from "./support.ts";

/** The page's own worker; it takes that count of frames and then asks for no more. */
async function workerOf({ page, startWorker }: PageTest, frames: number): Promise<void> {
  await startWorker((code) =>
    code.replace("while True:", `import time\nfor _ in range(${frames}):`) + "\ntime.sleep(600)\n"
  );
  await page.locator("#workers-count", { hasText: "1" }).waitFor();
}

async function give(page: Page, name: string): Promise<void> {
  await page.setInputFiles("#image-file", examplePath(name));
}

/** The sentence of this kind that the page shows now. */
const noticeOf = (page: Page, sentence: RegExp) =>
  page.locator("main").getByText(sentence).filter({ visible: true }).first();

const LANGUAGES = [
  {
    locale: "en",
    noWorker: /^No worker asks for frames$/,
    known: /^worker stopped asking for frames at /,
    tooSlow:
      /^No answer after 3 s\. worker stopped asking for frames at \d+:\d\d:\d\d\s[AP]M \(\d+ s ago\); start/,
    panel: /stopped asking for frames \d+ s ago/,
  },
  {
    locale: "pt",
    noWorker: /^Nenhum worker pede quadros$/,
    known: /^worker deixou de pedir quadros às /,
    tooSlow:
      /^Sem resposta depois de 3 s\. worker deixou de pedir quadros às \d\d:\d\d:\d\d \(há \d+ s\); inicie/,
    panel: /deixou de pedir quadros há \d+ s/,
  },
  {
    locale: "es",
    noWorker: /^Ningún worker pide fotogramas$/,
    known: /^worker dejó de pedir fotogramas a las /,
    tooSlow:
      /^Sin respuesta después de 3 s\. worker dejó de pedir fotogramas a las \d+:\d\d:\d\d \(hace \d+ s\); inicia/,
    panel: /dejó de pedir fotogramas hace \d+ s/,
  },
];

for (const { locale, noWorker, known, tooSlow, panel } of LANGUAGES) {
  Deno.test(`${locale}: the page shows who stopped asking for frames, and since when`, async () => {
    const env = { RESULT_TIMEOUT_MS: "3000", STOPPED_ASKING_MS: "500" };
    await withPage({ env, context: { locale } }, async (t) => {
      const { page, shot, expectConsole } = t;
      expectConsole(/status of 504/);
      await workerOf(t, 1);
      await give(page, "coffee.jpg");
      await page.locator("[data-result=image] [data-part=picture]").waitFor();
      await give(page, "chelsea.jpg");
      // Known long before the time is over.
      await noticeOf(page, noWorker).waitFor();
      await noticeOf(page, known).waitFor();
      await noticeOf(page, tooSlow).waitFor();
      await shot(`stopped-asking-${locale}`);
      await page.locator("#workers-button").click();
      await page.locator("#workers-popover td, #workers-popover th", { hasText: panel }).waitFor();
      await checkAccess(t, { themes: locale === "en" });
    });
  });
}

Deno.test("a worker that is still at it is named, not blamed", async () => {
  const env = { RESULT_TIMEOUT_MS: "2000", STOPPED_ASKING_MS: "500" };
  await withPage({ env }, async ({ page, startWorker, expectConsole }) => {
    expectConsole(/status of 504/);
    await startWorker((code) =>
      code.replace("    display(", "    import time; time.sleep(600)\n    display(")
    );
    await page.locator("#workers-count", { hasText: "1 worker" }).waitFor();
    await give(page, "chelsea.jpg");
    const sentence =
      /^No answer after 2 s\. worker took it \d s ago and is connected; it may be busy\.$/;
    await noticeOf(page, sentence).waitFor();
  });
});

Deno.test("the camera's page shows it, too, and another worker takes the camera over", async () => {
  const env = { RESULT_TIMEOUT_MS: "4000", STOPPED_ASKING_MS: "500" };
  await withPage({ env, path: "/camera" }, async (t) => {
    const { page, startWorker, shot } = t;
    await workerOf(t, 3);
    await page.getByRole("button", { name: "Start camera" }).click();
    await page.locator("[data-result=camera] [data-part=picture]").waitFor();
    await noticeOf(page, /^worker stopped asking for frames at /).waitFor();
    await noticeOf(page, /^No answer after 4 s\. worker stopped asking for frames at /).waitFor();
    await shot("stopped-asking-camera");
    await startWorker();
    await page.locator("[data-result=camera] [data-fact=by]", { hasText: "worker-2" }).waitFor();
  });
});

Deno.test("an image set waits for a worker that asks: the line above them names who stopped, and when", async () => {
  const env = { STOPPED_ASKING_MS: "500" };
  await withPage({ env, path: "/image-set" }, async (t) => {
    const { page, shot } = t;
    await workerOf(t, 1);
    await page.selectOption("#image-set-processor", "workers");
    await page.locator("#image-set-examples").click();
    const sentence =
      /^No worker asks for frames\. worker stopped asking for frames at \d+:\d\d:\d\d\s[AP]M; start the pipeline again\. /;
    await page.locator("#image-set-note", { hasText: sentence }).waitFor();
    await shot("stopped-asking-image-set");
    await checkAccess(t);
  });
});
