/**
 * FileDescriptorProto messages (google/protobuf/descriptor.proto), as server reflection returns them.
 *
 * They are those of `@grpc/proto-loader`, with what it can't do: it makes one file of each package, names
 * that file itself and leaves its imports out; it calls map entries by a name that strict readers (Go, C++)
 * refuse, and leaves names of types relative.
 *
 * @module
 */
import type { PackageDefinition } from "@grpc/proto-loader";
import type protobuf from "protobufjs";
import descriptor, {
  type IDescriptorProto,
  type IEnumDescriptorProto,
  type IFieldDescriptorProto,
  type IFileDescriptorProto,
} from "protobufjs/ext/descriptor/index.js";

/** What one proto file holds. */
export interface ProtoFileContents {
  readonly name: string;
  readonly package: string;
  readonly imports: readonly string[];
  /** Names of what it declares outside of any message. */
  readonly declares: readonly string[];
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

/**
 * The descriptors of proto files that belong together.
 *
 * @param definitions what proto-loader makes of them
 * @param root what they declare, resolved
 */
export function fileDescriptors(
  definitions: PackageDefinition,
  root: protobuf.Root,
  files: readonly ProtoFileContents[],
): ProtoDescriptor[] {
  const packages = packagesOf(definitions);
  return files.map((contents) => {
    const { name, imports } = contents;
    const file = fileOf(contents, packages.get(contents.package) ?? {}, root);
    const bytes = descriptor.FileDescriptorProto
      .encode(descriptor.FileDescriptorProto.fromObject(file)).finish();
    return { name, imports, symbols: symbolsOf(file), bytes };
  });
}

/** proto-loader's descriptors, by package; each of its messages and enums has them all. */
function packagesOf(definitions: PackageDefinition): Map<string, IFileDescriptorProto> {
  const { FileDescriptorProto } = descriptor;
  const all = Object.values(definitions)
    .flatMap((one) => "fileDescriptorProtos" in one ? [one.fileDescriptorProtos] : [])
    .find(Array.isArray) ?? [];
  return new Map(all.map((bytes): [string, IFileDescriptorProto] => {
    const file: IFileDescriptorProto = FileDescriptorProto.toObject(
      FileDescriptorProto.decode(bytes),
    );
    return [file.package ?? "", file];
  }));
}

/** The part of a package's descriptor that one file declares. */
function fileOf(
  { name, package: packageName, imports, declares }: ProtoFileContents,
  whole: IFileDescriptorProto,
  root: protobuf.Root,
): IFileDescriptorProto {
  const own = <One extends { name?: string }>(all: readonly One[] = []): One[] =>
    all.filter((one) => declares.includes(one.name ?? ""));
  const prefix = packageName === "" ? "" : `${packageName}.`;
  return {
    name,
    package: packageName,
    dependency: imports,
    messageType: own(whole.messageType).map((one) => strict(one, `${prefix}${one.name}`, root)),
    enumType: own(whole.enumType),
    service: own(whole.service),
    syntax: "proto3",
  };
}

/** A message with names as strict readers want them. */
function strict(
  message: IDescriptorProto,
  fullName: string,
  root: protobuf.Root,
): IDescriptorProto {
  const { field: fields = [], nestedType: nested = [] } = message;
  const entries = nested.filter(isMapEntry).map(({ name }) => name);
  const absolute = (field: IFieldDescriptorProto): IFieldDescriptorProto => {
    const { name = "", typeName } = field;
    if (typeName === undefined) return field;
    return {
      ...field,
      typeName: entries.includes(typeName)
        ? `.${fullName}.${entryName(name)}`
        : root.lookupType(fullName).lookupTypeOrEnum(typeName).fullName,
    };
  };
  return {
    ...message,
    field: fields.map(absolute),
    nestedType: nested.map((inner) => {
      const { name = "", field = [] } = inner;
      return isMapEntry(inner)
        ? { ...inner, name: entryName(name), field: field.map(absolute) }
        : strict(inner, `${fullName}.${name}`, root);
    }),
  };
}

function isMapEntry({ options }: IDescriptorProto): boolean {
  return options?.mapEntry ?? false;
}

/** `LikedFoodEntry` for the field `liked_food`, which proto-loader writes with a capital letter. */
function entryName(field: string): string {
  const camel = field.replace(/(?:^|_)(.)/g, (_, letter: string) => letter.toUpperCase());
  return `${camel}Entry`;
}

function symbolsOf({ package: name = "", messageType, enumType, service }: IFileDescriptorProto) {
  const prefix = name === "" ? "" : `${name}.`;
  return [
    ...(service ?? []).flatMap(({ name, method = [] }) => [
      `${prefix}${name}`,
      ...method.map((one) => `${prefix}${name}.${one.name}`),
    ]),
    ...typesOf(prefix, messageType, enumType),
  ];
}

function typesOf(
  prefix: string,
  messages: readonly IDescriptorProto[] = [],
  enums: readonly IEnumDescriptorProto[] = [],
): string[] {
  return [
    ...messages.filter((one) => !isMapEntry(one)).flatMap(({ name, nestedType, enumType }) => [
      `${prefix}${name}`,
      ...typesOf(`${prefix}${name}.`, nestedType, enumType),
    ]),
    ...enums.map(({ name }) => `${prefix}${name}`),
  ];
}
