// The bundle alone, with the permissions that the documents name, calls a cluster's service for a user of an issuer.
import assert from "node:assert/strict";
import { emptyPlace, runBundle } from "../bundle/support.ts";
import { freePorts } from "../support/free_ports.ts";
import { ISSUER_CLIENT, IssuerBrowser, TestIssuer } from "../support/oidc/issuer.ts";
import { OscarCluster } from "../support/oscar/cluster.ts";
import { PLANTS, SEVERAL } from "../support/oscar/test_services.ts";
import { asOperator } from "./framebox_support.ts";
import { PHOTO } from "./support.ts";

Deno.test("the bundle logs a user in at an issuer, and calls services for them", async () => {
  await using cluster = await OscarCluster.start({
    generation: "4.1",
    services: [PLANTS, SEVERAL],
  });
  await using parts = new AsyncDisposableStack();
  const place = await emptyPlace();
  parts.defer(() => place.remove());
  const [web = 0, grpc = 0, issuerPort = 0] = freePorts(3);
  const page = `http://127.0.0.1:${web}`;
  const issuer = await TestIssuer.start({
    callbacks: [`${page}/login/oidc/callback`],
    port: issuerPort,
  });
  parts.defer(() => issuer.stop());
  const framebox = runBundle(
    place,
    ["serve", "--web-port", `${web}`, "--port", `${grpc}`],
    {
      ...asOperator(cluster),
      OIDC_ISSUER: issuer.url,
      OIDC_CLIENT_ID: ISSUER_CLIENT.id,
      OIDC_CLIENT_SECRET: ISSUER_CLIENT.secret,
    },
  );
  parts.defer(async () => void await framebox.stop("SIGKILL"));
  await framebox.line(/"event":"ready"/);

  const refused = await fetch(`${page}/api/v1/services`);
  assert.equal((await refused.json()).error.reason, "login-needed");
  const user = new IssuerBrowser();
  const { answer } = await user.go(`${page}/login/oidc?next=%2Fservices`, "ana");
  assert.match(await answer?.text() ?? "", /id="services-/);
  const headers = { authorization: `Bearer ${await user.makeToken(page)}` };
  const call = async (service: string): Promise<string> => {
    const path = `${page}/api/v1/images?processor=oscar/${service}`;
    return await (await fetch(path, { method: "POST", body: PHOTO, headers })).text();
  };
  assert.match(await call("plants-classification"), /Papaver/);
  // A ZIP, which is unpacked.
  assert.match(await call(SEVERAL.name), /edge_pixels/);
});
