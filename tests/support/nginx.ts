/** A real nginx in front of a framebox, for tests. */
import { Child } from "./process.ts";
import { freePorts } from "./free_ports.ts";

const NGINX = Deno.env.get("NGINX") ?? "/usr/sbin/nginx";
const CERTIFICATES = new URL("../../web/testdata/", import.meta.url).pathname;

/** What a proxy's `server` block is made for. */
export interface Ends {
  /** Where nginx is to listen. */
  readonly port: number;
  /** Where framebox is, e.g. `127.0.0.1:7860`. */
  readonly framebox: string;
  /** PEM files of a certificate for `localhost`. */
  readonly certificate: string;
  readonly key: string;
}

/** Headers by which a WebSocket is passed on. */
export const UPGRADE = `proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade;
  proxy_set_header Connection "upgrade";`;

/** A running nginx. */
export class Nginx {
  private constructor(readonly port: number, readonly child: Child, readonly directory: string) {}

  /**
   * Starts it on a free port.
   *
   * @param frameboxPort where framebox listens
   * @param server makes the `server` block
   */
  static async start(frameboxPort: number, server: (ends: Ends) => string): Promise<Nginx> {
    const directory = await Deno.makeTempDir({ prefix: "framebox-nginx-" });
    const [port = 0] = freePorts(1);
    const block = server({
      port,
      framebox: `127.0.0.1:${frameboxPort}`,
      certificate: `${CERTIFICATES}localhost_cert.pem`,
      key: `${CERTIFICATES}localhost_key.pem`,
    });
    await Deno.writeTextFile(`${directory}/nginx.conf`, configuration(directory, block));
    const child = new Child(NGINX, {
      args: ["-p", directory, "-c", `${directory}/nginx.conf`, "-e", "stderr"],
    });
    await child.line(/start worker process \d/);
    return new Nginx(port, child, directory);
  }

  /** Ends it and removes its files. */
  async stop(): Promise<void> {
    await this.child.stop("SIGTERM");
    await Deno.remove(this.directory, { recursive: true });
  }
}

function configuration(directory: string, block: string): string {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((name) => `${name}_temp_path ${directory}/${name};`).join("\n");
  // Started as root, its workers would else run as a user that may not write there.
  const user = Deno.uid() === 0 ? "user root;" : "";
  return `daemon off; ${user} worker_processes 1; pid ${directory}/pid;
error_log stderr notice;
events { worker_connections 256; }
http {
${temporary}
access_log off;
${block}
}`;
}
