import assert from "node:assert/strict";
import { checkSettings } from "./check.ts";
import { operatorLogin } from "./cluster_login.ts";
import { loadSettings } from "./load.ts";
import { asksForLogin } from "./users_file.ts";

type Given = Readonly<Record<string, string>>;
const settings = (given: Given) => loadSettings([], (name) => given[name]).settings;

const ONE = { OSCAR_ENDPOINT: "https://oscar.example.org" };
const TWO = { OSCAR_ENDPOINT: "lab=https://lab.org,hall=https://hall.org" };
const USER = { OSCAR_USER: "oscar", OSCAR_PASSWORD: "hunter2", OSCAR_SERVICES: "*" };

Deno.test("the operator's login is for one cluster, which is named where there are several", () => {
  const password = "hunter2";
  const of = (given: Given) => operatorLogin(settings({ ...USER, ...given }));
  assert.equal(operatorLogin(settings(ONE)), undefined);
  assert.deepEqual(of(ONE), { cluster: "oscar", user: "oscar", password });
  // A user's name may have an equals sign.
  assert.deepEqual(of({ ...ONE, OSCAR_USER: "a=b" }), { cluster: "oscar", user: "a=b", password });
  assert.deepEqual(of({ ...TWO, OSCAR_USER: "hall=admin" }), {
    cluster: "hall",
    user: "admin",
    password,
  });
  for (const user of ["admin", "other=admin", "hall="]) {
    assert.throws(() => of({ ...TWO, OSCAR_USER: user }), /name=user, with one of lab, hall/, user);
  }
  assert.throws(() => of({}), /OSCAR_ENDPOINT must name its address/);
});

Deno.test("settings of clusters that don't fit together end the start", () => {
  const wrong: [Given, RegExp][] = [
    [{ ...ONE, OSCAR_USER: "oscar", OSCAR_SERVICES: "*" }, /OSCAR_USER is set alone/],
    [{ ...ONE, OSCAR_PASSWORD: "hunter2" }, /OSCAR_PASSWORD is set alone/],
    [{ ...ONE, ...USER, OSCAR_SERVICES: "" }, /OSCAR_SERVICES must list/],
    [
      { ...TWO, ...USER, OSCAR_USER: "lab=admin", OSCAR_SERVICES: "hall/plants" },
      /OSCAR_SERVICES must list/,
    ],
    [{ ...USER }, /OSCAR_ENDPOINT must name its address/],
    [{ ...ONE, OSCAR_SERVICES: "lab/plants" }, /OSCAR_SERVICES is for a cluster lab/],
    [{ ...TWO, MINIO_ENDPOINT: "https://minio.org" }, /MINIO_ENDPOINT is for a cluster oscar/],
    [{ ...ONE, OSCAR_CA: "ca.pem", OSCAR_INSECURE: "true" }, /OSCAR_CA and OSCAR_INSECURE/],
  ];
  for (const [given, sentence] of wrong) {
    assert.throws(() => checkSettings(settings(given)), (error: Error) => {
      assert.match(error.message, sentence);
      assert.doesNotMatch(error.message, /hunter2/);
      return true;
    });
  }
  checkSettings(settings({ ...ONE, ...USER }));
  checkSettings(
    settings({ OSCAR_ENDPOINT: "lab=https://lab.org", MINIO_ENDPOINT: "https://m.org" }),
  );
});

Deno.test("the administrator's services are for everyone only where that is set", () => {
  const operator = { ...ONE, ...USER };
  const open: Given[] = [
    { ...operator, OPEN: "true" },
    { ...operator, HOST: "0.0.0.0", OPEN: "true" },
    // Workers show a token, users of the page nothing.
    { ...operator, HOST: "0.0.0.0", WORKER_TOKEN: "token" },
    // A proxy on this host brings others.
    { ...operator, ALLOWED_HOSTS: "box.lab" },
    { ...operator, TRUSTED_PROXIES: "loopback" },
  ];
  for (const given of open) {
    assert.throws(() => checkSettings(settings(given)), /OSCAR_SHARED=true says/);
    checkSettings(settings({ ...given, OSCAR_SHARED: "true" }));
  }
  checkSettings(settings({
    ...operator,
    HOST: "0.0.0.0",
    WORKER_TOKEN: "token",
    LOGIN_USERS: "/etc/users.json",
  }));
});

Deno.test("where others reach the page, also by a proxy on this host, a cluster's users log in at framebox", () => {
  const reached: Given[] = [
    { HOST: "0.0.0.0", OPEN: "true" },
    { HOST: "0.0.0.0", WORKER_TOKEN: "token" },
    { ALLOWED_HOSTS: "box.lab" },
    { TRUSTED_PROXIES: "loopback" },
  ];
  for (const given of reached) {
    assert.equal(asksForLogin(settings({ ...ONE, ...given })), true, JSON.stringify(given));
    // Without a cluster the page asks for no login.
    assert.equal(asksForLogin(settings(given)), false, JSON.stringify(given));
  }
  assert.equal(asksForLogin(settings(ONE)), false);
});
