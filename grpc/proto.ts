/**
 * Proto files as text, embedded in the binary, turned into what a server needs of them: methods with
 * their codecs, and descriptors for reflection. Nothing is read from a disk.
 *
 * `@grpc/proto-loader` makes both. It takes proto files as JSON or from a disk, so their text is parsed
 * here; what its descriptors lack is added in descriptor.ts.
 *
 * @module
 */
import { fromJSON, type PackageDefinition, type ServiceDefinition } from "@grpc/proto-loader";
import protobuf from "protobufjs";
import { fileDescriptors, type ProtoDescriptor } from "./descriptor.ts";

export type { ProtoDescriptor } from "./descriptor.ts";

/** One proto file. */
export interface ProtoSource {
  /** Its name as others import it. */
  readonly name: string;
  readonly text: string;
}

/** One method of a service, as its proto file declares it. */
export interface ProtoMethod {
  readonly name: string;
  /** `/package.Service/method`. */
  readonly path: string;
  readonly requestStream: boolean;
  readonly responseStream: boolean;
  /**
   * A request as a plain object: fields by their names in the proto file, absent ones at their
   * defaults, absent messages `null`, enums as strings, bytes as views that are plain Uint8Arrays:
   * the `slice` of a Node Buffer would not copy.
   *
   * @throws {Error} when the bytes are no such message
   */
  decode(bytes: Uint8Array): unknown;
  encode(message: unknown): Uint8Array;
}

/** One service, as its proto file declares it. */
export interface ProtoService {
  /** Full name, package included. */
  readonly name: string;
  readonly methods: readonly ProtoMethod[];
  /** The files that declare it and what it uses. */
  readonly protos: ProtoSet;
}

/** Proto files that belong together. */
export interface ProtoSet {
  readonly files: readonly ProtoDescriptor[];
  /** @throws {Error} when no file declares it: a mistake in this program */
  service(fullName: string): ProtoService;
}

/** How messages are read. */
export interface ProtoOptions {
  /**
   * `number`, the default: exact to 2^53. `string`: in decimal, for those that go back as
   * they came and may be larger; a message to be encoded may have them as numbers too.
   */
  readonly longs?: "number" | "string";
  /**
   * Fields that requests are decoded without, by their full names. Two bytes of a repeated message would become
   * an object of hundreds.
   */
  readonly unread?: readonly string[];
}

/** Plain objects as handlers see them; bytes stay views of the received message. */
const CONVERSION = { defaults: true, arrays: true, objects: true, oneofs: true, enums: String };

/**
 * Parses proto files that belong together.
 *
 * @throws {Error} when one is no proto3 file: a mistake in this program
 */
export function loadProtos(
  sources: readonly ProtoSource[],
  { longs = "number", unread = [] }: ProtoOptions = {},
): ProtoSet {
  const options = { ...CONVERSION, longs: longs === "string" ? String : Number };
  const root = new protobuf.Root();
  const files = sources.map(({ name, text }) => {
    const before = new Set(declarationsOf(root));
    const { package: packageName, imports } = protobuf.parse(text, root, { keepCase: true });
    const declares = declarationsOf(root).filter((one) => !before.has(one)).map(({ name }) => name);
    return { name, package: packageName ?? "", imports: imports ?? [], declares };
  });
  root.resolveAll();
  const answers = fromJSON(root.toJSON(), options);
  for (const field of unread) removeField(root, field);
  const requests = unread.length === 0 ? answers : fromJSON(root.toJSON(), options);
  let descriptors: ProtoDescriptor[] | undefined;
  const set: ProtoSet = {
    // Only reflection needs them: they are made at its first request.
    get files() {
      return descriptors ??= fileDescriptors(answers, root, files);
    },
    service: (name) => ({ name, methods: methodsOf(name, requests, answers), protos: set }),
  };
  return set;
}

/** @throws {Error} when there is no such field: a mistake in this program */
function removeField(root: protobuf.Root, fullName: string): void {
  const dot = fullName.lastIndexOf(".");
  const type = root.lookupType(fullName.slice(0, dot));
  const found = type.fields[fullName.slice(dot + 1)];
  if (!found) throw new Error(`There is no field ${fullName}.`);
  type.remove(found);
}

/** Messages, enums and services outside of any message. */
function declarationsOf(namespace: protobuf.NamespaceBase): protobuf.ReflectionObject[] {
  return namespace.nestedArray.flatMap((one) => {
    // A message or a service is a namespace too, in protobufjs.
    if (one instanceof protobuf.Type || one instanceof protobuf.Service) return [one];
    return one instanceof protobuf.Namespace ? declarationsOf(one) : [one];
  });
}

/** A message's part of a method definition; protobufjs decodes any bytes, not only Node's Buffers. */
type Decode = (bytes: Uint8Array) => object;

function methodsOf(
  serviceName: string,
  requests: PackageDefinition,
  answers: PackageDefinition,
): ProtoMethod[] {
  const sent = serviceOf(serviceName, answers);
  return Object.entries(serviceOf(serviceName, requests)).map(([name, received]) => {
    const { path, requestStream, responseStream, requestDeserialize } = received;
    const { responseSerialize } = sent[name] ?? received;
    const decode = requestDeserialize as Decode;
    return {
      name,
      path,
      requestStream,
      responseStream,
      decode: ({ buffer, byteOffset, byteLength }) =>
        decode(new Uint8Array(buffer, byteOffset, byteLength)),
      encode: (message) => responseSerialize(message as object),
    };
  });
}

function serviceOf(fullName: string, definitions: PackageDefinition): ServiceDefinition {
  const found = definitions[fullName];
  // Messages and enums have a format; a service is its methods.
  if (found && !("format" in found)) return found as ServiceDefinition;
  throw new Error(`No proto file declares the service ${fullName}.`);
}
