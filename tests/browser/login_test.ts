import assert from "node:assert/strict";
import { addUser, removeUser } from "../../auth/mod.ts";
import { checkAccess } from "./access.ts";
import { rememberedSession } from "./in_page.js";
import { type PageTest, withPage } from "./support.ts";

const PASSWORD = "correct horse";
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
    await page.getByRole("link", { name: "Log out" }).click();
    await checkAccess(t);
    await page.getByRole("button", { name: "Log out here" }).click();
    await page.waitForURL(`${url}/login`);
  }));

Deno.test("the login is there without scripts, on a phone, in the user's language", () =>
  withUsers({ context: { ...PHONE, locale: "pt-BR", javaScriptEnabled: false } }, async (t) => {
    const { page, url } = t;
    assert.equal(await page.locator("h1").textContent(), "Entrar");
    await logIn(t);
    await page.waitForURL(`${url}/`);
    await page.getByRole("link", { name: "Sair" }).click({ timeout: 10_000 });
    await page.waitForURL(`${url}/logout`);
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
