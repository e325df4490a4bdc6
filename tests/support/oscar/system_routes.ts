/** Calls about a cluster and its services. */
import * as v from "valibot";
import type { ClusterState } from "./cluster_state.ts";
import { DEFINITION, type Definition } from "./definition.ts";
import { empty, json, type Reply, type Routes, text } from "./http.ts";
import { deploymentJson, serviceJson, SERVICES_NAMESPACE } from "./services.ts";

/** Of a generation. */
export function systemRoutes(state: ClusterState): Routes {
  const { options: { generation }, services, storage: { minio: { access } } } = state;
  const common: Routes = {
    "GET /system/config": () => json(configJson(state)),
    "GET /system/info": () => json(infoJson(state)),
    "GET /system/services": ({ query }) => {
      const withDeployment = query.get("include") === "deployment";
      const list = services.all.map((one) => serviceJson(one, generation, access, withDeployment));
      return json(list.length === 0 && generation === "3.0" ? null : list);
    },
    "GET /system/services/:name": ({ params: { name = "" } }) => {
      const service = services.get(name);
      return service ? json(serviceJson(service, generation, access)) : empty(404);
    },
    "POST /system/services": ({ body }) =>
      changed(body, async (definition) => {
        if (services.get(definition.name)) {
          return text("A service with the provided name already exists", 409);
        }
        await state.configure(() => services.put(definition));
        return empty(201);
      }),
    "PUT /system/services": ({ body }) =>
      changed(body, async (definition) => {
        if (!services.get(definition.name)) return empty(404);
        await state.configure(() => services.put(definition));
        return empty(204);
      }),
    "DELETE /system/services/:name": async ({ params: { name = "" } }) => {
      if (!services.get(name)) return empty(404);
      await state.configure(() => services.remove(name));
      return empty(204);
    },
  };
  return generation === "3.0" ? common : { ...common, ...deploymentRoutes(state) };
}

function deploymentRoutes({ services }: ClusterState): Routes {
  return {
    "GET /system/services/:name/deployment": ({ params: { name = "" } }) => {
      const service = services.get(name);
      return service ? json(deploymentJson(name, service.deployment)) : empty(404);
    },
    "GET /system/services/:name/deployment/logs": ({ params: { name = "" }, query }) => {
      const service = services.get(name);
      if (service === undefined) return empty(404);
      const entries = service.log.slice(-Number(query.get("tailLines") ?? 200));
      const available = entries.length > 0;
      const message = available ? {} : { message: "the service has no running instances" };
      return json({ service_name: name, available, ...message, entries });
    },
  };
}

async function changed(
  body: Uint8Array,
  change: (definition: Definition) => Promise<Reply>,
): Promise<Reply> {
  let definition: Definition;
  try {
    definition = v.parse(DEFINITION, JSON.parse(new TextDecoder().decode(body)));
  } catch (error) {
    return text(`The service specification is not valid: ${String(error)}`, 400);
  }
  try {
    return await change(definition);
  } catch (error) {
    return text(`Error creating the service: ${String(error)}`, 500);
  }
}

function configJson({ options, storage: { minio: { access } } }: ClusterState): unknown {
  const { endpoint, verify, accessKey, secretKey, region } = access;
  const config = {
    name: "oscar",
    namespace: "oscar",
    services_namespace: SERVICES_NAMESPACE,
    gpu_available: false,
    ...options.hasBackend === false ? {} : { serverless_backend: "knative" },
    yunikorn_enable: false,
  };
  const keys = { access_key: accessKey, secret_key: secretKey };
  const minio_provider = { endpoint, verify, ...keys, region };
  if (options.generation === "3.0") return { config, minio_provider };
  const added = {
    controller_service_account: "oscar-controller",
    interLink_available: false,
    kueue_enable: false,
    volume_enable: false,
    oidc_groups: [],
    minio_quota_enabled: false,
  };
  return { config: { ...config, ...added }, minio_provider, allowed_image_repositories: [] };
}

function infoJson({ options: { generation, hasBackend } }: ClusterState): unknown {
  const backend = { serverless_backend: { name: "knative", version: "v1.15.0" } };
  return {
    version: generation === "3.0" ? "v3.0.0" : "v4.1.2",
    git_commit: "0123456",
    architecture: "amd64",
    kubernetes_version: "v1.34.4",
    ...hasBackend === false ? {} : backend,
  };
}
