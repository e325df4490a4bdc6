// No cluster runs where CI does: what can be known of docs/examples/kubernetes.yaml without one is checked
// against the code and the Dockerfile.
import assert from "node:assert/strict";
import { parseAllDocuments } from "yaml";
import { checkSettings, loadSettings, SETTING_NAMES, SETTINGS } from "../../base/settings/mod.ts";
import { withFramebox } from "../../web/test_framebox.ts";
import { parseDockerfile } from "../bundle/dockerfile.ts";

const ROOT = new URL("../../", import.meta.url);

interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string };
}

interface Deployment {
  readonly kind: "Deployment";
  readonly spec: {
    readonly replicas: number;
    readonly selector: { readonly matchLabels: Record<string, string> };
    readonly template: {
      readonly metadata: { readonly labels: Record<string, string> };
      readonly spec: {
        readonly enableServiceLinks: boolean;
        readonly terminationGracePeriodSeconds: number;
        readonly securityContext: Record<string, unknown>;
        readonly containers: readonly [{
          readonly env: readonly {
            readonly name: string;
            readonly value?: unknown;
            readonly valueFrom?: { readonly secretKeyRef: { readonly name: string } };
          }[];
          readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
          readonly startupProbe: Probe;
          readonly livenessProbe: Probe;
          readonly readinessProbe: Probe;
          readonly resources: Record<"requests" | "limits", Record<string, string>>;
          readonly securityContext: Record<string, unknown>;
          readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
        }];
        readonly volumes: readonly {
          readonly name: string;
          readonly emptyDir: { readonly medium?: string; readonly sizeLimit: string };
        }[];
      };
    };
  };
}

interface Service {
  readonly kind: "Service";
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly clusterIP?: string;
    readonly selector: Record<string, string>;
    readonly ports: readonly { readonly port: number; readonly targetPort: string }[];
  };
}

const documents = parseAllDocuments(
  await Deno.readTextFile(new URL("docs/examples/kubernetes.yaml", ROOT)),
  { strict: true, uniqueKeys: true },
);
if (!Array.isArray(documents)) throw new Error("docs/examples/kubernetes.yaml is empty");
const objects = documents.map((document): Deployment | Service => {
  assert.deepEqual(document.errors, []);
  return document.toJS();
});
const deployments = objects.filter((object) => object.kind === "Deployment");
const services = objects.filter((object) => object.kind === "Service");
const deployment = deployments[0] ?? assert.fail("there is no Deployment");
const pod = deployment.spec.template.spec;
const [container] = pod.containers;
const image = parseDockerfile(await Deno.readTextFile(new URL("Dockerfile", ROOT)));

/** The container's environment: the image's, with the example's over it. */
function environment(): Record<string, string> {
  const own = container.env.map(({ name, value, valueFrom }) => {
    if (valueFrom) return [name, "a-token-from-the-secret"];
    // Kubernetes takes texts alone: `true` and `7860` without quotes are refused.
    assert.equal(typeof value, "string", `${name} must be a text, in quotes`);
    return [name, String(value)];
  });
  return { ...image.env, ...Object.fromEntries(own) };
}

const settingsOf = (env: Record<string, string>) => loadSettings([], (name) => env[name]);

/** Bytes of a quantity: `9Gi`. */
function bytesOf(quantity: string | undefined): number {
  const [, number, unit = ""] = /^(\d+)(Mi|Gi)$/.exec(quantity ?? "") ?? [];
  assert.ok(number, `${quantity} is no quantity in Mi or Gi`);
  return Number(number) * (unit === "Gi" ? 2 ** 30 : 2 ** 20);
}

const MB = 2 ** 20;

Deno.test("kubernetes.yaml has one Deployment of one pod, and its services find that pod", () => {
  assert.equal(deployments.length, 1);
  assert.equal(objects.length, 1 + services.length);
  assert.equal(deployment.spec.replicas, 1);
  const { labels } = deployment.spec.template.metadata;
  assert.deepEqual(deployment.spec.selector.matchLabels, labels);
  for (const { spec } of services) assert.deepEqual(spec.selector, labels);
});

Deno.test("its variables are settings that hold together, and the token is from a Secret", () => {
  const known = new Set<string>(SETTING_NAMES.map((name) => SETTINGS[name].env));
  for (const { name } of container.env) assert.ok(known.has(name), `${name} is no setting`);
  const { settings, ignored } = settingsOf(environment());
  assert.deepEqual(ignored, []);
  checkSettings(settings);
  assert.equal(settings.host, "0.0.0.0");
  assert.equal(settings.open, false);
  const token = container.env.find(({ name }) => name === "WORKER_TOKEN");
  assert.ok(token?.valueFrom?.secretKeyRef.name);
  assert.equal(token.value, undefined);
});

Deno.test("its ports are those that framebox listens on, and each can be reached by a service", () => {
  const { settings } = settingsOf(environment());
  const listens = [settings.webPort, settings.grpcPort, ...settings.grpcExtraPorts];
  assert.deepEqual(container.ports.map(({ containerPort }) => containerPort), listens);
  const names = container.ports.map(({ name }) => name);
  const targets = services.flatMap(({ spec }) => spec.ports.map(({ targetPort }) => targetPort));
  assert.deepEqual(targets.toSorted(), names.toSorted());
  const grpc = services.find(({ spec }) => spec.ports.some(({ port }) => port === 8061));
  assert.equal(grpc?.spec.clusterIP, "None");
});

Deno.test("its probes ask addresses that answer, on the page's port", () =>
  withFramebox(async (framebox) => {
    const { startupProbe, livenessProbe, readinessProbe } = container;
    const { settings } = settingsOf(environment());
    for (const { httpGet: { path, port } } of [startupProbe, livenessProbe, readinessProbe]) {
      const to = container.ports.find(({ name }) => name === port);
      assert.equal(to?.containerPort, settings.webPort);
      assert.equal((await framebox.call("GET", path)).status, 200, path);
    }
    // A server that stops isn't dead; it takes nothing new.
    await framebox.hub.drain(AbortSignal.abort());
    assert.equal((await framebox.call("GET", livenessProbe.httpGet.path)).status, 200);
    assert.equal((await framebox.call("GET", readinessProbe.httpGet.path)).status, 503);
  }));

Deno.test("work in flight may finish before the pod is killed", () => {
  const { settings } = settingsOf(environment());
  assert.ok(pod.terminationGracePeriodSeconds * 1000 > settings.drainTimeoutMs + 5000);
});

Deno.test("it runs as the image's user, without rights, and writes only where a volume is", async () => {
  const dockerfile = await Deno.readTextFile(new URL("Dockerfile", ROOT));
  const uid = Number(/--uid (\d+)/.exec(dockerfile)?.[1]);
  assert.deepEqual(pod.securityContext, {
    runAsNonRoot: true,
    runAsUser: uid,
    runAsGroup: uid,
    fsGroup: uid,
    seccompProfile: { type: "RuntimeDefault" },
  });
  assert.deepEqual(container.securityContext, {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"] },
  });
  const { settings } = settingsOf(environment());
  const volume = (path: string) => {
    const at = (mountPath: string) => path === mountPath || path.startsWith(`${mountPath}/`);
    const mount = container.volumeMounts.find(({ mountPath }) => at(mountPath));
    return pod.volumes.find(({ name }) => name === mount?.name)?.emptyDir ??
      assert.fail(`${path} is on no volume`);
  };
  assert.ok(bytesOf(volume(settings.dataDir).sizeLimit) > settings.totalQuotaMb * MB);
  assert.ok(volume(environment().DENO_DIR ?? "/tmp"));
  assert.equal(volume(settings.avaSharedMemory).medium, "Memory");
});

Deno.test("its memory suffices for all that the settings allow", () => {
  const { settings } = settingsOf(environment());
  const { maxFramesMb, webBufferMb, resultKeepMb, resultHistoryMb } = settings;
  const shared = pod.volumes.filter(({ emptyDir }) => emptyDir.medium === "Memory");
  const bounds = (maxFramesMb + webBufferMb + resultKeepMb + resultHistoryMb + 700) * MB +
    shared.reduce((sum, { emptyDir }) => sum + bytesOf(emptyDir.sizeLimit), 0);
  const { requests, limits } = container.resources;
  assert.ok(bytesOf(limits.memory) >= bounds);
  assert.ok(bytesOf(requests.memory) <= bytesOf(limits.memory));
  const onDisk = pod.volumes.filter(({ emptyDir }) => emptyDir.medium !== "Memory");
  const disk = onDisk.reduce((sum, { emptyDir }) => sum + bytesOf(emptyDir.sizeLimit), 0);
  assert.ok(bytesOf(limits["ephemeral-storage"]) >= disk);
});

Deno.test("links to services are off; with them on, those of its own services are no settings", () => {
  assert.equal(pod.enableServiceLinks, false);
  const env = environment();
  const links: Record<string, string> = {};
  for (const { metadata: { name }, spec } of services) {
    const prefix = name.toUpperCase().replaceAll("-", "_");
    for (const { port } of spec.ports) {
      links[`${prefix}_SERVICE_HOST`] = "10.0.0.1";
      links[`${prefix}_SERVICE_PORT`] = String(port);
      links[`${prefix}_PORT`] = `tcp://10.0.0.1:${port}`;
      links[`${prefix}_PORT_${port}_TCP`] = `tcp://10.0.0.1:${port}`;
    }
  }
  assert.deepEqual(settingsOf({ ...links, ...env }).settings, settingsOf(env).settings);
});
