/**
 * Clusters, services and calls for tests, as the server sends them.
 *
 * @module
 */
import type { CallJson, ClusterJson, OutputJson, ServiceJson } from "../../wire/mod.ts";

/** A cluster without a login. */
export function clusterOf(name: string, more: Partial<ClusterJson> = {}): ClusterJson {
  return {
    ...{ name, address: `https://${name}.example`, state: "login-needed", user: null },
    ...{ shared: false, logins: ["password"], problem: null, ...more },
  };
}

/** A service that takes pictures in both ways. */
export function serviceOf(name: string, more: Partial<ServiceJson> = {}): ServiceJson {
  const [cluster = "", service = ""] = name.split("/");
  return {
    ...{ name, cluster, service, title: "", image: `ghcr.io/example/${service}`, memory: "2Gi" },
    ...{ cpu: "1.0", gpu: false, input: "picture", output: "labels", guessed: true },
    sync: { possible: true, obstacle: null },
    async: { possible: true, obstacle: null, results: "objects", one_at_a_time: false },
    ...{ preferred: "sync", pictures: true, deployment: null, web_page: null },
    ...{ usual_seconds: null, ...more },
  };
}

/** An output of a call. */
export function outputOf(call: CallJson, name: string, more: Partial<OutputJson>): OutputJson {
  const output = more.output ?? call.outputs.length;
  const url = `/api/v1/sessions/${call.session}/calls/${call.call}/outputs/${output}`;
  return {
    ...{ output, name, media_type: "application/octet-stream", bytes: 1000, kind: "file" },
    ...{ width: 0, height: 0, url, shown_url: null, data_url: null, entries_url: null },
    ...{ text: null, text_cut: false, labels: [], boxes: null, ...more },
  };
}

/**
 * A call of a picture that waits for its turn.
 *
 * @param key ids of its session and its own, `session/call`
 */
export function callOf(key: string, more: Partial<CallJson> = {}): CallJson {
  const [session = "", call = ""] = key.split("/");
  const started = "2026-01-01T10:00:00.000Z";
  const input: CallJson["input"] = {
    ...{ name: "rose.jpg", media_type: "image/jpeg", bytes: 1000, kind: "picture" },
    ...{ url: `/input/${key}`, shown_url: `/input/${key}?shown=1` },
  };
  return {
    ...{ call, session, change: 1, service: "lab/plants", mode: "sync", input, state: "queued" },
    ...{ because: null, sent_bytes: 0, total_bytes: 1000, since: started, started, ended: null },
    ...{ seconds: null, run_seconds: null, usual_seconds: null, outputs: [], other: null },
    ...{ has_log: false, script_failed: false, error: null, data_url: null, zip_url: null },
    ...more,
  };
}
