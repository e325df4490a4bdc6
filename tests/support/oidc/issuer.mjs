// A real issuer under Node, with its own login form: the name typed there is the user, `NAME+GROUP+GROUP`.
// Arguments: the port, the addresses to which users come back, the seconds of an access token.
import { createRequire } from "node:module";

const [packages, port, callbacks, tokenSeconds] = process.argv.slice(2);
const require = createRequire(`${packages}/node_modules/`);
const { Provider } = await import(require.resolve("oidc-provider"));

const issuer = `http://127.0.0.1:${port}`;
const provider = new Provider(issuer, {
  clients: [{
    client_id: "framebox",
    client_secret: "issuer's secret of framebox",
    grant_types: ["authorization_code", "refresh_token"],
    redirect_uris: callbacks.split(","),
  }],
  // Groups are asked for at the userinfo endpoint, as with most issuers.
  claims: { openid: ["sub"], profile: ["name", "groups"], email: ["email"] },
  scopes: ["openid", "profile", "email", "offline_access"],
  issueRefreshToken: () => true,
  ttl: {
    AccessToken: Number(tokenSeconds),
    IdToken: 600,
    Session: 600,
    Grant: 600,
    Interaction: 600,
  },
  pkce: { required: () => true },
  cookies: { keys: ["a test's key"] },
  findAccount: (_, id) => {
    const [name, ...groups] = id.split("+");
    return { accountId: id, claims: () => ({ sub: id, name: `${name} of the issuer`, groups }) };
  },
});
provider.use(async (ctx, next) => {
  await next();
  // What tests count: that a code was used twice, or a token was renewed.
  if (ctx.path === "/token") {
    process.stdout.write(`token ${ctx.oidc?.params?.grant_type} ${ctx.status}\n`);
  }
});
provider.listen(Number(port), "127.0.0.1", () => process.stdout.write("issuer is ready\n"));
