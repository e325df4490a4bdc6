/**
 * Server reflection, v1 and v1alpha: tools like grpcurl ask which services there are and how their messages
 * look. Answers come from the embedded proto files.
 *
 * Orchestrators use it as well: one that is configured with no service name takes the only service of the list,
 * ignoring `grpc.reflection.v1alpha.ServerReflection` alone. So on `PORT` the list holds these two; everything
 * can still be described and called by name.
 *
 * @module
 */
import { GRPC_STATUS } from "../base/errors/mod.ts";
import v1 from "../protos/reflection_v1.proto" with { type: "text" };
import v1alpha from "../protos/reflection_v1alpha.proto" with { type: "text" };
import { loadProtos, type ProtoDescriptor, type ProtoService } from "./proto.ts";
import { type Call, type Service, streaming } from "./service.ts";

/**
 * What the list of services holds on `PORT`. `box`: {@linkcode ORCHESTRATOR_SERVICES}. `all`: every service, as
 * on the other ports.
 */
export type ReflectionListing = "box" | "all";

/** What is listed for orchestrators. */
const ORCHESTRATOR_SERVICES = [
  "GenericBoxService",
  "grpc.reflection.v1alpha.ServerReflection",
] as const;

interface ReflectionRequest {
  readonly host: string;
  /** Name of the one that is set. */
  readonly message_request?: string;
  readonly file_by_filename?: string;
  readonly file_containing_symbol?: string;
  readonly file_containing_extension?: {
    readonly containing_type: string;
    readonly extension_number: number;
  } | null;
  readonly all_extension_numbers_of_type?: string;
}

type ReflectionAnswer =
  | { readonly file_descriptor_response: { readonly file_descriptor_proto: Uint8Array[] } }
  | { readonly all_extension_numbers_response: { readonly base_type_name: string } }
  | { readonly list_services_response: { readonly service: { readonly name: string }[] } }
  | { readonly error_response: { readonly error_code: number; readonly error_message: string } };

type ReflectionResponse = ReflectionAnswer & {
  readonly valid_host: string;
  readonly original_request: ReflectionRequest;
};

/**
 * Makes both services; they describe the given ones, themselves and each other.
 *
 * @param listsAll whether this caller gets the list of all services, or of {@linkcode ORCHESTRATOR_SERVICES} only
 */
export function reflectionServices(
  others: readonly ProtoService[],
  listsAll: (call: Call) => boolean,
): Service[] {
  const own = [
    loadProtos([{ name: "grpc/reflection/v1/reflection.proto", text: v1 }])
      .service("grpc.reflection.v1.ServerReflection"),
    loadProtos([{ name: "grpc/reflection/v1alpha/reflection.proto", text: v1alpha }])
      .service("grpc.reflection.v1alpha.ServerReflection"),
  ];
  let catalog: Catalog | undefined;
  const handler = streaming<ReflectionRequest, ReflectionResponse>(
    async function* (requests, call) {
      catalog ??= new Catalog([...others, ...own]);
      const listed = listsAll(call) ? catalog.services : ORCHESTRATOR_SERVICES;
      for await (const request of requests) {
        const answer = catalog.answer(request, listed);
        yield { valid_host: request.host, original_request: request, ...answer };
      }
    },
    { access: "worker", background: true },
  );
  return own.map((definition) => ({ definition, handlers: { ServerReflectionInfo: handler } }));
}

/** All files and symbols. */
class Catalog {
  /** Names of all services, in their order. */
  readonly services: readonly string[];
  readonly #files = new Map<string, ProtoDescriptor>();
  readonly #bySymbol = new Map<string, ProtoDescriptor>();

  constructor(services: readonly ProtoService[]) {
    this.services = services.map((service) => service.name).sort();
    for (const file of services.flatMap((service) => service.protos.files)) {
      this.#files.set(file.name, file);
      for (const symbol of file.symbols) this.#bySymbol.set(symbol, file);
    }
  }

  /** @param listed names that are given as the list of services */
  answer(request: ReflectionRequest, listed: readonly string[]): ReflectionAnswer {
    switch (request.message_request) {
      case "list_services":
        return { list_services_response: { service: listed.map((name) => ({ name })) } };
      case "file_by_filename":
        return this.#file(this.#files.get(request.file_by_filename ?? ""), "file");
      case "file_containing_symbol":
        return this.#file(this.#bySymbol.get(request.file_containing_symbol ?? ""), "symbol");
      case "file_containing_extension":
        return notFound("proto3 has no extensions, and so none is known here");
      case "all_extension_numbers_of_type":
        return this.#extensionsOf(request.all_extension_numbers_of_type ?? "");
      default:
        return {
          error_response: {
            error_code: GRPC_STATUS.INVALID_ARGUMENT,
            error_message: "The request asks for nothing; set one of its fields.",
          },
        };
    }
  }

  #extensionsOf(type: string): ReflectionAnswer {
    if (!this.#bySymbol.has(type)) return notFound("no such type is known here");
    return { all_extension_numbers_response: { base_type_name: type } };
  }

  /** A file with those that it imports. */
  #file(file: ProtoDescriptor | undefined, what: string): ReflectionAnswer {
    if (!file) return notFound(`no such ${what} is known here`);
    const files = new Set([file]);
    for (const one of files) {
      for (const name of one.imports) {
        const imported = this.#files.get(name);
        if (imported) files.add(imported);
      }
    }
    return {
      file_descriptor_response: { file_descriptor_proto: [...files].map((one) => one.bytes) },
    };
  }
}

function notFound(reason: string): ReflectionAnswer {
  return {
    error_response: { error_code: GRPC_STATUS.NOT_FOUND, error_message: `Not found: ${reason}.` },
  };
}
