/** Logins with real programs around: nginx that asks for a password itself, and Python workers with API tokens. */
import assert from "node:assert/strict";
import { addUser, makeToken } from "../../auth/mod.ts";
import { type Ends, Nginx } from "../support/nginx.ts";
import { FrameboxProcess } from "./framebox_process.ts";

const EXAMPLE = new URL("../../web/assets/examples/coffee.jpg", import.meta.url);

/** nginx's own address towards framebox: only what comes from there is from the proxy. */
const PROXY = "127.0.0.2";

/** nginx that asks for a password, and sends the name of its user. */
const asking = (passwords: string) => ({ port, framebox }: Ends) =>
  `server { listen ${port}; location / {
     auth_basic "the lab"; auth_basic_user_file ${passwords};
     proxy_pass http://${framebox}; proxy_bind ${PROXY}; proxy_set_header Host $http_host;
     proxy_set_header Remote-User $remote_user; proxy_set_header Authorization ""; } }`;

Deno.test("users whom nginx has logged in have their own sessions, and no client comes past it", async () => {
  const directory = await Deno.makeTempDir({ prefix: "nginx-logins-" });
  const passwords = `${directory}/passwords`;
  await Deno.writeTextFile(passwords, "ana:{PLAIN}ana's password\nrui:{PLAIN}rui's password\n");
  try {
    await FrameboxProcess.with(async (framebox) => {
      const nginx = await Nginx.start(framebox.webPort, asking(passwords));
      const call = async (port: number, user: string, method: string, path: string) => {
        const headers = {
          authorization: `Basic ${btoa(`${user}:${user}'s password`)}`,
          // A client's own header counts for nothing.
          "remote-user": "olga",
        };
        const answer = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, { method, headers });
        return { status: answer.status, body: await answer.text() };
      };
      try {
        const made = await call(nginx.port, "ana", "POST", "/sessions");
        const session = `/sessions/${JSON.parse(made.body).session}`;
        assert.equal((await call(nginx.port, "ana", "GET", session)).status, 200);
        const unknown = await call(nginx.port, "rui", "GET", `${session}x`);
        const foreign = await call(nginx.port, "rui", "GET", session);
        assert.equal(foreign.status, 404);
        assert.deepEqual(foreign, unknown);
        assert.equal((await call(nginx.port, "eva", "GET", session)).status, 401);
        // Who is no operator sees no streams, whatever the client's own header has.
        assert.equal((await call(nginx.port, "ana", "GET", "/streams")).status, 403);
        const past = await call(framebox.webPort, "ana", "GET", session);
        assert.equal(past.status, 401);
        assert.match(past.body, /login-at-proxy/);
      } finally {
        await nginx.stop();
      }
    }, { LOGIN_HEADER: "Remote-User", LOGIN_HEADER_FROM: PROXY, LOGIN_OPERATORS: "olga" });
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});

Deno.test("a Python worker serves with the API token of a user that may, and with no other's", async () => {
  const directory = await Deno.makeTempDir({ prefix: "worker-logins-" });
  const usersFile = `${directory}/users.json`;
  const password = "correct horse";
  await addUser(usersFile, { name: "vera", password, roles: ["user", "worker"] });
  await addUser(usersFile, { name: "ana", password, roles: ["user"] });
  const [vera, ana] = [
    await makeToken(usersFile, "vera", ""),
    await makeToken(usersFile, "ana", ""),
  ];
  try {
    await FrameboxProcess.with(async (framebox) => {
      const refused = framebox.worker({ TOKEN: ana, NAME: "ana's" });
      await refused.line(/submit UNAUTHENTICATED/);
      const worker = framebox.worker({ TOKEN: vera, NAME: "vera's" });
      await worker.line(/started/);
      const answer = await framebox.call("POST", "/images?processor=workers", {
        headers: { authorization: `Bearer ${ana}` },
        body: await Deno.readFile(EXAMPLE),
      });
      assert.equal((await answer.json()).by, "vera's");
      const output = framebox.child.output;
      assert.ok(!output.includes(vera) && !output.includes(ana));
    }, { LOGIN_USERS: usersFile, WORKER_TOKEN: "the-token-of-all-workers" });
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});
