import { basePath } from "../base_path.ts";
import { cameras } from "../cameras.ts";
import { host } from "../host.ts";
import { hostNames } from "../host_names.ts";
import { setting } from "../setting.ts";
import { addressBlocks } from "../trusted_proxies.ts";
import { oneOf, port, ports, secret, text, yesNo } from "../types.ts";

const NETWORK = "Where it listens";
const SAFETY = "Who may use it";
const CAMERAS = "Network cameras";

/** Where framebox listens, who may use it, and which cameras it reaches. */
export const ACCESS_SETTINGS = {
  host: setting(NETWORK, "HOST", {
    type: host(),
    default: "127.0.0.1",
    help: "Address to listen on; one that is not loopback needs WORKER_TOKEN or OPEN.",
  }),
  webPort: setting(NETWORK, "WEB_PORT", {
    type: port(),
    default: 7860,
    help: "Port of the page and the HTTP API.",
  }),
  basePath: setting(NETWORK, "BASE_PATH", {
    type: basePath(),
    default: "",
    help: "Path below the host under which page and API are, e.g. `/box` behind a proxy.",
  }),
  grpcPort: setting(NETWORK, "PORT", {
    type: port(),
    short: "-p",
    default: 8061,
    help: "Port of the gRPC services.",
  }),
  grpcExtraPorts: setting(NETWORK, "GRPC_EXTRA_PORTS", {
    type: ports(),
    default: [],
    help: "More ports that answer every gRPC service; 5001,50051 in the container image.",
  }),
  reflection: setting(NETWORK, "REFLECTION", {
    type: oneOf(["box", "all"]),
    default: "box",
    help:
      "Services that reflection lists on PORT: box, GenericBoxService alone, as orchestrators " +
      "expect; all, as on GRPC_EXTRA_PORTS.",
  }),
  tlsCert: setting(NETWORK, "TLS_CERT", {
    type: text("a path"),
    default: "",
    help: "PEM file with the certificate chain; with TLS_KEY, page and gRPC are served by TLS.",
  }),
  tlsKey: setting(NETWORK, "TLS_KEY", {
    type: text("a path"),
    default: "",
    help: "PEM file with the private key of TLS_CERT.",
  }),

  workerToken: setting(SAFETY, "WORKER_TOKEN", {
    type: secret(),
    default: "",
    help: "Workers must send it as gRPC metadata `authorization: Bearer …`.",
  }),
  open: setting(SAFETY, "OPEN", {
    type: yesNo(),
    default: false,
    help: "Listen beyond this host with no token: everyone who reaches it may use it.",
  }),
  allowedHosts: setting(SAFETY, "ALLOWED_HOSTS", {
    type: hostNames(),
    default: [],
    help: "More names under which users reach the page, e.g. behind a reverse proxy: " +
      "`box.lab`, `box.lab:8443`, `*.box.lab`.",
  }),
  trustedProxies: setting(SAFETY, "TRUSTED_PROXIES", {
    type: addressBlocks(),
    default: [],
    help: "Addresses of proxies whose `X-Forwarded-*` headers count, e.g. `10.0.0.0/8,loopback`.",
  }),

  cameras: setting(CAMERAS, "CAMERAS", {
    type: cameras(),
    default: [],
    help: "Network cameras that users may pick, e.g. " +
      "`door=rtsp://user:password@10.0.0.5/stream1,yard=http://10.0.0.6/video.mjpg`.",
  }),
} as const;
