import assert from "node:assert/strict";
import { checkAccess } from "./access.ts";
import { cellCount, cellHasFocus, waitForPaint } from "./in_page.js";
import {
  brokenPicture,
  cell,
  dropFiles,
  examples,
  NO_PICTURE,
  untilCount,
  untilState,
} from "./image_set_support.ts";
import { announced, sessionOf, shownText, withPage } from "./support.ts";

const PYTHON = Deno.env.get("PYTHON") ?? "/usr/bin/python3";

Deno.test("an image set dropped: a gallery fills, each with its state", async () => {
  await withPage({ path: "/image-set" }, async (t) => {
    const { page, shot } = t;
    await page.locator("#image-set-empty").waitFor();
    await shot("image-set-empty");
    await checkAccess(t, { themes: true });
    await page.selectOption("#image-set-processor", "intensity");
    await dropFiles(page, [...await examples(), await brokenPicture(), NO_PICTURE]);
    await untilCount(page, "4 of 5");
    await shownText(page, "1 file is no picture and was left out.").waitFor();
    await untilState(page, "broken.jpg", "failed");
    await untilState(page, "rocket.jpg", "done");
    await page.locator("#image-set-gallery .cell[data-state=done] img").nth(3).waitFor();
    await announced(page, "Done, but 1 failed.");
    await shot("image-set-done");
    await checkAccess(t, { themes: true });
    await page.selectOption("#image-set-filter", "failed");
    await cell(page, "rocket.jpg").waitFor({ state: "detached" });
    assert.equal(await page.evaluate(cellCount), 1);
    await shot("image-set-failed");
  });
});

Deno.test("one of many is opened large, compared, and left by the arrow keys", async () => {
  await withPage({ path: "/image-set" }, async (t) => {
    const { page, shot } = t;
    await page.selectOption("#image-set-processor", "intensity");
    await dropFiles(page, [...await examples(), await brokenPicture()]);
    await untilCount(page, "4 of 5");
    await cell(page, "astronaut.jpg").click();
    const viewer = page.locator("#image-set-viewer");
    await viewer.locator(".label").first().waitFor();
    assert.equal(await viewer.locator("[data-part=position]").textContent(), "1 of 5");
    assert.match(await viewer.locator("[data-fact=data]").textContent() ?? "", /^data_0000[0-4]$/);
    await shot("image-set-viewer");
    await checkAccess(t, { themes: true });
    await page.keyboard.press("c");
    const range = viewer.locator("[data-part=compare-range]");
    await range.waitFor();
    await range.fill("30");
    await shot("image-set-compare");
    await page.keyboard.press("c");
    await range.waitFor({ state: "hidden" });
    await page.keyboard.press("ArrowRight");
    await viewer.getByRole("heading", { name: "coffee.jpg" }).waitFor();
    await page.keyboard.press("End");
    await viewer.getByText("Failed").waitFor();
    await shot("image-set-viewer-failed");
    await page.keyboard.press("Escape");
    await viewer.waitFor({ state: "hidden" });
    await page.waitForFunction(cellHasFocus, "broken.jpg");
  });
});

Deno.test("the gallery is walked through by keyboard alone", async () => {
  await withPage({ path: "/image-set" }, async ({ page }) => {
    await page.locator("#image-set-examples").click();
    await untilCount(page, "4 of 4");
    await cell(page, "astronaut.jpg").focus();
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction(cellHasFocus, "coffee.jpg");
    await page.keyboard.press("End");
    await page.waitForFunction(cellHasFocus, "rocket.jpg");
    await page.keyboard.press("Home");
    await page.keyboard.press("Enter");
    await page.locator("#image-set-viewer").getByRole("heading", { name: "astronaut.jpg" })
      .waitFor();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Escape");
    await page.waitForFunction(cellHasFocus, "coffee.jpg");
    assert.equal(await page.locator("#image-set-gallery [tabindex='0']").count(), 1);
  });
});

Deno.test("the ZIP has pictures with their folders and data.mat, for any unzip and SciPy", async () => {
  await withPage({ path: "/image-set" }, async ({ page }) => {
    const folder = await Deno.makeTempDir();
    await Deno.mkdir(`${folder}/trip/day 1`, { recursive: true });
    for (const { name, bytes } of await examples()) {
      await Deno.writeFile(`${folder}/trip/day 1/${name}`, bytes);
    }
    await Deno.writeTextFile(`${folder}/trip/readme.txt`, "no picture");
    await page.selectOption("#image-set-processor", "intensity");
    await page.locator("#image-set-examples:enabled").waitFor();
    await page.setInputFiles("#image-set-folder", `${folder}/trip`);
    await untilCount(page, "4 of 4");
    await shownText(page, "1 file is no picture and was left out.").waitFor();
    await announced(page, "4 pictures are done.");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.locator("#image-set-zip").click(),
    ]);
    assert.equal(download.suggestedFilename(), "results.zip");
    const { stdout, stderr, success } = await new Deno.Command(PYTHON, {
      args: ["-c", READ_ZIP, await download.path()],
    }).output();
    await Deno.remove(folder, { recursive: true });
    assert.ok(success, new TextDecoder().decode(stderr));
    assert.deepEqual(JSON.parse(new TextDecoder().decode(stdout)), {
      bad: null,
      names: [
        "data.mat",
        "pictures/trip/day 1/astronaut.jpg",
        "pictures/trip/day 1/chelsea.jpg",
        "pictures/trip/day 1/coffee.jpg",
        "pictures/trip/day 1/rocket.jpg",
        "results.csv",
        "results.json",
      ],
      frames: ["data_00000", "data_00001", "data_00002", "data_00003"],
      states: ["done", "done", "done", "done"],
    });
  });
});

/** Opens the archive as its receiver would. */
const READ_ZIP = `
import csv, io, json, sys, zipfile, scipy.io
with zipfile.ZipFile(sys.argv[1]) as z:
    mat = scipy.io.loadmat(io.BytesIO(z.read("data.mat")))
    rows = list(csv.DictReader(io.TextIOWrapper(z.open("results.csv"), "utf-8", newline="")))
    print(json.dumps({
        "bad": z.testzip(),
        "names": sorted(z.namelist()),
        "frames": sorted(k for k in mat if k.startswith("data_")),
        "states": [row["state"] for row in rows],
    }))
`;

Deno.test("what failed at a worker is tried again by another processor, without another upload", async () => {
  const env = { LEASE_TIMEOUT_MS: "700", MAX_DELIVERIES: "1" };
  await withPage({ path: "/image-set", env }, async ({ page, shot, startWorker }) => {
    await startWorker((code) =>
      code.replace("    display(", "    import time; time.sleep(600)\n    display(")
    );
    await page.locator("#workers-count", { hasText: "1 worker" }).waitFor();
    await dropFiles(page, await examples());
    await page.locator("#image-set-failed", { hasText: "1 failed" }).waitFor();
    await shot("image-set-one-failed");
    let uploads = 0;
    page.on("request", (request) => uploads += request.url().includes("/images?") ? 1 : 0);
    await page.selectOption("#image-set-processor", "invert");
    await untilCount(page, "3 of 4");
    await page.getByRole("button", { name: "Try failed ones again (1)" }).click();
    await untilCount(page, "4 of 4");
    assert.equal(uploads, 0);
    assert.equal(await page.locator("#image-set-retry").isVisible(), false);
  });
});

Deno.test("no worker there: the page shows it, and a built-in does the rest", async () => {
  await withPage({ path: "/image-set" }, async ({ page, shot }) => {
    await page.selectOption("#image-set-processor", "workers");
    await page.locator("#image-set-examples").click();
    await shownText(page, "Waiting for a worker to connect.").waitFor();
    await untilState(page, "rocket.jpg", "waiting");
    await shot("image-set-no-worker");
    await page.locator("#image-set-note").getByRole("button", { name: "Use built-in" }).click();
    await untilCount(page, "4 of 4");
  });
});

Deno.test("paused, resumed, cancelled; what is done stays, and a new start is one click", async () => {
  await withPage({ path: "/image-set" }, async ({ page, startWorker }) => {
    await page.selectOption("#image-set-processor", "workers");
    await page.locator("#image-set-examples").click();
    await untilState(page, "rocket.jpg", "waiting");
    await page.locator("#image-set-pause").click();
    await page.locator("#image-set-pace", { hasText: "Paused" }).waitFor();
    await page.locator("#image-set-pause", { hasText: "Go on" }).click();
    await page.locator("#image-set-pause", { hasText: "Pause" }).waitFor();
    const worker = await startWorker((code) => code.replace("while True:", "for _ in range(1):"));
    await untilCount(page, "1 of 4");
    await worker.stop("SIGKILL");
    await page.locator("#image-set-cancel").click();
    await untilState(page, "rocket.jpg", "cancelled");
    assert.equal(await page.locator("#image-set-zip").isVisible(), true);
    await page.locator("#image-set-over").click();
    await page.locator("#image-set-empty").waitFor();
    assert.equal(await page.locator("#image-set-status").isVisible(), false);
  });
});

Deno.test("reloaded in the middle: the run comes back, and only what is missing is sent", async () => {
  await withPage({ path: "/image-set" }, async ({ page, shot, expectConsole }) => {
    expectConsole(/ERR_FAILED/);
    await page.selectOption("#image-set-processor", "workers");
    const sent: string[] = [];
    let isHeld = true;
    await page.route("**/images?*", async (route) => {
      const name = new URL(route.request().url()).searchParams.get("name") ?? "";
      if (isHeld && name !== "astronaut.jpg") return await route.abort("failed");
      sent.push(name);
      await route.continue();
    });
    await dropFiles(page, await examples());
    await untilState(page, "astronaut.jpg", "waiting");
    await shownText(page, "The server does not answer. Sending goes on by itself when it is back.")
      .waitFor();
    await shot("image-set-offline");
    await page.reload();
    await untilCount(page, "0 of 1");
    await shownText(page, "3 pictures had not been sent when the page was loaded again.").waitFor();
    await shot("image-set-reloaded");
    isHeld = false;
    await page.selectOption("#image-set-processor", "grey");
    await dropFiles(page, await examples());
    await untilCount(page, "4 of 4");
    await shownText(page, "1 picture was there already.").waitFor();
    assert.deepEqual(sent.sort(), ["astronaut.jpg", "chelsea.jpg", "coffee.jpg", "rocket.jpg"]);
    await page.reload();
    await untilCount(page, "4 of 4");
    await page.locator("#image-set-gallery .cell[data-state=done] img").nth(3).waitFor();
  });
});

Deno.test("the network is cut while pictures are sent: sending resumes by itself", async () => {
  await withPage({ path: "/image-set" }, async ({ page, cutNetwork }) => {
    await sessionOf(page);
    await page.locator("#image-set-examples:enabled").waitFor();
    const mend = cutNetwork();
    await dropFiles(page, await examples());
    await page.locator("#image-set-gallery .cell").nth(3).waitFor();
    mend();
    await untilCount(page, "4 of 4");
  });
});

Deno.test("the live socket opens while the answer to the run's start is on its way: the gallery fills", async () => {
  await withPage({ path: "/image-set" }, async ({ page }) => {
    const made = Promise.withResolvers<void>();
    const opened = Promise.withResolvers<void>();
    await page.routeWebSocket(/\/live\?/, async (socket) => {
      await made.promise;
      const framebox = socket.connectToServer();
      framebox.onMessage((message) => {
        socket.send(message);
        opened.resolve();
      });
    });
    await page.route("**/image-sets", async (route) => {
      const response = await route.fetch();
      made.resolve();
      await opened.promise;
      // The page handles what came over the socket before the answer.
      await page.evaluate(waitForPaint);
      await route.fulfill({ response });
    });
    await page.reload();
    await sessionOf(page);
    await dropFiles(page, await examples());
    await untilCount(page, "4 of 4");
  });
});

Deno.test("the end is shown with all pictures, though it comes while an earlier request is on its way", async () => {
  await withPage({ path: "/image-set" }, async ({ page }) => {
    const ended = Promise.withResolvers<void>();
    page.on("websocket", (socket) =>
      socket.on("framereceived", ({ payload }) => {
        if (String(payload).includes('"phase":"done"')) ended.resolve();
      }));
    let looks = 0;
    await page.route("**/items?*", async (route) => {
      const response = await route.fetch();
      if (looks++ === 0) {
        await ended.promise;
        await page.evaluate(waitForPaint);
      }
      await route.fulfill({ response });
    });
    await page.reload();
    await sessionOf(page);
    await dropFiles(page, await examples());
    assert.equal(await announced(page, /pictures? (is|are) done/), "4 pictures are done.");
    await untilCount(page, "4 of 4");
  });
});

Deno.test("the session ended elsewhere: the page shows it, and starts again with the same pictures", async () => {
  await withPage({ path: "/image-set" }, async ({ page, url, shot, expectConsole }) => {
    expectConsole(/status of 404/);
    await page.locator("#image-set-examples").click();
    await untilCount(page, "4 of 4");
    const session = await sessionOf(page);
    await fetch(`${url}/api/v1/sessions/${session}`, { method: "DELETE" });
    await shownText(page, "This session has ended; its files are gone.").waitFor();
    await page.locator("#image-set-status").waitFor({ state: "hidden" });
    await shot("image-set-ended");
    await page.getByRole("button", { name: "Start again" }).click();
    await untilCount(page, "4 of 4");
  });
});

Deno.test("on a phone, in the dark, in Portuguese: all is in reach", async () => {
  const context = {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    colorScheme: "dark",
    locale: "pt-BR",
  } as const;
  await withPage({ path: "/image-set", context }, async (t) => {
    const { page, shot } = t;
    await shot("image-set-phone-empty");
    await page.locator("#image-set-examples").tap();
    await untilCount(page, "4 de 4");
    await page.locator("#image-set-gallery .cell[data-state=done] img").nth(3).waitFor();
    await shot("image-set-phone");
    await checkAccess(t);
    await cell(page, "coffee.jpg").tap();
    await page.locator("#image-set-viewer [data-part=picture]").waitFor();
    await shot("image-set-phone-viewer");
    await checkAccess(t);
  });
});
