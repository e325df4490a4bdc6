import assert from "node:assert/strict";
import { addUser, removeUser } from "../../auth/mod.ts";
import { freePorts } from "../support/free_ports.ts";
import { ISSUER_CLIENT, TestIssuer } from "../support/oidc/issuer.ts";
import { checkAccess } from "./access.ts";
import { rememberedSession } from "./in_page.js";
import { announced, type PageTest, withPage } from "./support.ts";

const PASSWORD = "correct horse";
/** What the page of the tests' issuer asks for. */
const FONTS = "https://fonts.googleapis.com/";
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** Runs with the page of a server that has the user ana. */
async function withUsers(
  options: Omit<Parameters<typeof withPage>[0], "env">,
  test: (t: PageTest, usersFile: string) => Promise<void>,
) {
  const directory = await Deno.makeTempDir({ prefix: "browser-login-" });
  const usersFile = `${directory}/users.json`;
  await addUser(usersFile, { name: "ana", password: PASSWORD, roles: ["user"] });
  try {
    await withPage({ ...options, env: { LOGIN_USERS: usersFile } }, (t) => test(t, usersFile));
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

async function logIn({ page }: PageTest, password = PASSWORD) {
  await page.locator("[name=name]").fill("ana");
  await page.locator("[name=password]").fill(password);
  await page.keyboard.press("Enter");
}

Deno.test("a user logs in, comes to the page that was asked for, and logs out", () =>
  withUsers({ path: "/camera" }, async (t) => {
    const { page, url } = t;
    assert.equal(page.url(), `${url}/login?next=%2Fcamera`);
    await checkAccess(t, { themes: true });
    t.expectConsole(/status of 401/);
    await logIn(t, "wrong horse");
    await page.getByRole("alert").waitFor();
    await checkAccess(t, { themes: true });
    await logIn(t);
    await page.waitForURL(`${url}/camera`);
    await page.getByRole("link", { name: "Your account" }).click();
    await page.getByRole("button", { name: "Log out here" }).click();
    await page.waitForURL(`${url}/login`);
    await page.goto(`${url}/logout`);
    await checkAccess(t);
  }));

Deno.test("the login is there without scripts, on a phone, in the user's language", () =>
  withUsers({ context: { ...PHONE, locale: "pt-BR", javaScriptEnabled: false } }, async (t) => {
    const { page, url } = t;
    assert.equal(await page.locator("h1").textContent(), "Entrar");
    await logIn(t);
    await page.waitForURL(`${url}/`);
    await page.getByRole("link", { name: "Sua conta" }).click({ timeout: 10_000 });
    await page.waitForURL(`${url}/account`);
    await page.getByRole("button", { name: "Sair aqui" }).click();
    await page.waitForURL(`${url}/login`);
  }));

Deno.test("an open page whose user is removed asks for a login", () =>
  withUsers({}, async (t, usersFile) => {
    const { page, url } = t;
    await logIn(t);
    await page.waitForURL(`${url}/`);
    await page.waitForFunction(rememberedSession);
    await page.locator("#image-processor option").first().waitFor({ state: "attached" });
    t.expectConsole(/status of 401|WebSocket/);
    await removeUser(usersFile, "ana");
    await page.waitForURL(`${url}/login`);
  }));

for (const [width, context] of [["wide", {}], ["on a phone", PHONE]] as const) {
  Deno.test(`a user makes an API token by the keyboard, copies it, and revokes it: ${width}`, () =>
    withUsers({ path: "/account", context }, async (t) => {
      const { page, url } = t;
      await logIn(t);
      await page.waitForURL(`${url}/account`);
      await page.getByLabel("What the token is for").focus();
      await page.keyboard.type("a script with a name that is as long as a name of a token may be");
      await page.keyboard.press("Enter");
      const token = await page.getByRole("status").locator("code").textContent() ?? "";
      assert.match(token, /^fbx_[\w-]{43}$/);
      await checkAccess(t, { themes: true });
      await t.shot(`account-${width.replaceAll(" ", "-")}`);
      const isTooWide = await page.evaluate("document.documentElement.scrollWidth > innerWidth");
      assert.equal(isTooWide, false);
      await t.context.grantPermissions(["clipboard-read", "clipboard-write"]);
      await page.getByRole("button", { name: "Copy" }).click();
      await announced(page, "Copied");
      assert.equal(await page.evaluate("navigator.clipboard.readText()"), token);
      const asked = () =>
        fetch(`${t.serverUrl}/api/v1/sessions`, {
          method: "POST",
          headers: { authorization: `Bearer ${token}` },
        }).then(async (answer) => {
          await answer.body?.cancel();
          return answer.status;
        });
      assert.equal(await asked(), 201);
      await page.getByRole("button", { name: /^Revoke a script/ }).click();
      await page.waitForURL(`${url}/account`);
      assert.equal(await page.getByRole("table").count(), 0);
      assert.equal(await asked(), 401);
      await page.getByRole("button", { name: "Log out everywhere" }).click();
      await page.waitForURL(`${url}/login`);
    }));
}

Deno.test("a user logs in at an issuer by its own form, without a script too, and logs out here", async () => {
  const [port = 0] = freePorts(1);
  const issuer = `http://127.0.0.1:${port}`;
  for (const javaScriptEnabled of [true, false]) {
    await withPage({
      path: "/camera",
      context: { javaScriptEnabled },
      others: [issuer, FONTS],
      env: {
        OIDC_ISSUER: issuer,
        OIDC_CLIENT_ID: ISSUER_CLIENT.id,
        OIDC_CLIENT_SECRET: ISSUER_CLIENT.secret,
        OIDC_OPERATORS: "lab",
        SHOW_STREAMS: "true",
      },
    }, async (t) => {
      const { page, url } = t;
      // The issuer's own page: its font can't be reached, and it has no icon.
      t.expectConsole(/fonts\.googleapis|favicon/);
      const running = await TestIssuer.start({ callbacks: [`${url}/login/oidc/callback`], port });
      try {
        if (javaScriptEnabled) await checkAccess(t, { themes: true });
        await page.getByRole("link", { name: `Log in at 127.0.0.1:${port}` }).click();
        await page.locator("[name=login]").fill("ana+lab");
        await page.locator("[name=password]").fill("any");
        await page.keyboard.press("Enter");
        // The issuer asks whether framebox may know the user.
        await page.getByRole("button", { name: "Continue" }).click();
        await page.waitForURL(`${url}/camera`);
        await page.goto(`${url}/streams`);
        await page.getByRole("link", { name: "Your account" }).click();
        await page.getByText(`You are logged in as ana of the issuer, by 127.0.0.1:${port}.`)
          .waitFor();
        await page.getByRole("button", { name: "Log out here" }).click();
        await page.waitForURL(`${url}/login?left=oidc`);
        if (javaScriptEnabled) await checkAccess(t, { themes: true });
        await page.getByRole("link", { name: "Log out there" }).click();
        // The issuer asks whether the user means it.
        await page.getByRole("button", { name: "Yes, sign me out" }).click({ timeout: 15_000 });
        await page.waitForURL(`${issuer}/**`, { timeout: 15_000 });
        await page.goto(`${url}/camera`);
        await page.waitForURL(`${url}/login?next=%2Fcamera`);
      } finally {
        await running.stop();
      }
    });
  }
});
