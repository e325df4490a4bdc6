/**
 * Proto files as text, embedded in the binary, turned into what a server needs of them: methods with
 * their codecs, and descriptors for reflection. Nothing is read from a disk.
 *
 * @module
 */
import protobuf from "protobufjs";
import { encodeFileDescriptor } from "./descriptor.ts";

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

/** A file's descriptor for reflection. */
export interface ProtoDescriptor {
  readonly name: string;
  readonly imports: readonly string[];
  /** Full names of the messages, enums, services and methods that it declares. */
  readonly symbols: readonly string[];
  /** The serialized FileDescriptorProto. */
  readonly bytes: Uint8Array;
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
   * `number`, unless said otherwise: exact to 2^53. `string`: in decimal, for those that go back as
   * they came and may be larger; a message to be encoded may have them as numbers too.
   */
  readonly longs?: "number" | "string";
  /**
   * Fields that nobody reads in requests, by their full names: they are passed over. Two bytes of a
   * repeated message would be an object of hundreds.
   */
  readonly unread?: readonly string[];
}

/** Plain objects as handlers see them; bytes stay views of the received message. */
const CONVERSION: protobuf.IConversionOptions = {
  defaults: true,
  arrays: true,
  objects: true,
  oneofs: true,
  enums: String,
};

/**
 * Parses proto files that belong together.
 *
 * @throws {Error} when one is no proto3 file: a mistake in this program
 */
export function loadProtos(
  sources: readonly ProtoSource[],
  { longs = "number", unread = [] }: ProtoOptions = {},
): ProtoSet {
  const conversion = { ...CONVERSION, longs: longs === "string" ? String : Number };
  const root = new protobuf.Root();
  const parsed = sources.map(({ name, text }) => {
    const before = new Set(declarationsOf(root));
    const { package: packageName, imports } = protobuf.parse(text, root, { keepCase: true });
    const declarations = declarationsOf(root).filter((one) => !before.has(one));
    return { name, package: packageName ?? "", imports: imports ?? [], declarations };
  });
  root.resolveAll();
  const requests = unread.length === 0 ? root : rootWithout(sources, unread);
  const set: ProtoSet = {
    files: parsed.map((file) => ({
      name: file.name,
      imports: file.imports,
      symbols: file.declarations.flatMap(symbolsOf),
      bytes: encodeFileDescriptor(file),
    })),
    service(fullName) {
      const methods = root.lookupService(fullName).methodsArray.map((one) =>
        methodOf(fullName, one, requests, conversion)
      );
      return { name: fullName, methods, protos: set };
    },
  };
  return set;
}

/** @throws {Error} when there is no such field: a mistake in this program */
function rootWithout(sources: readonly ProtoSource[], fields: readonly string[]): protobuf.Root {
  const root = new protobuf.Root();
  for (const { text } of sources) protobuf.parse(text, root, { keepCase: true });
  for (const field of fields) {
    const dot = field.lastIndexOf(".");
    const type = root.lookupType(field.slice(0, dot));
    const found = type.fields[field.slice(dot + 1)];
    if (!found) throw new Error(`There is no field ${field}.`);
    type.remove(found);
  }
  root.resolveAll();
  return root;
}

/** Messages, enums and services outside of any message. */
function declarationsOf(namespace: protobuf.NamespaceBase): protobuf.ReflectionObject[] {
  return namespace.nestedArray.flatMap((one) => {
    // A message or a service is a namespace too, in protobufjs.
    if (one instanceof protobuf.Type || one instanceof protobuf.Service) return [one];
    return one instanceof protobuf.Namespace ? declarationsOf(one) : [one];
  });
}

function symbolsOf(one: protobuf.ReflectionObject): string[] {
  const own = one.fullName.slice(1);
  if (one instanceof protobuf.Service) {
    return [own, ...one.methodsArray.map((method) => `${own}.${method.name}`)];
  }
  if (one instanceof protobuf.Type) return [own, ...one.nestedArray.flatMap(symbolsOf)];
  return [own];
}

function methodOf(
  serviceName: string,
  method: protobuf.Method,
  requests: protobuf.Root,
  conversion: protobuf.IConversionOptions,
): ProtoMethod {
  method.resolve();
  const { resolvedRequestType, resolvedResponseType } = method;
  if (!resolvedRequestType || !resolvedResponseType) {
    throw new Error(`The messages of ${serviceName}.${method.name} are declared nowhere.`);
  }
  const requestType = requests.lookupType(resolvedRequestType.fullName);
  return {
    name: method.name,
    path: `/${serviceName}/${method.name}`,
    requestStream: method.requestStream ?? false,
    responseStream: method.responseStream ?? false,
    decode: (bytes) => {
      const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      return requestType.toObject(requestType.decode(plain), conversion);
    },
    encode: (message) =>
      resolvedResponseType.encode(resolvedResponseType.fromObject(message as object)).finish(),
  };
}
