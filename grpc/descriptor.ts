/**
 * FileDescriptorProto messages (google/protobuf/descriptor.proto) from parsed proto files, as server
 * reflection hands them out. protobufjs has a converter of its own, but leaves type names relative
 * and calls map entries by a name that strict readers refuse.
 *
 * @module
 */
import protobuf from "protobufjs";
import descriptor from "protobufjs/ext/descriptor/index.js";

/** What one proto file declares at its top level. */
export interface ProtoFileContents {
  readonly name: string;
  readonly package: string;
  readonly imports: readonly string[];
  readonly declarations: readonly protobuf.ReflectionObject[];
}

/** The serialized FileDescriptorProto of one file. */
export function encodeFileDescriptor(file: ProtoFileContents): Uint8Array {
  const declared = file.declarations;
  return descriptor.FileDescriptorProto.encode(descriptor.FileDescriptorProto.fromObject({
    name: file.name,
    package: file.package,
    dependency: file.imports,
    messageType: declared.filter((one) => one instanceof protobuf.Type).map(message),
    enumType: declared.filter((one) => one instanceof protobuf.Enum).map(enumeration),
    service: declared.filter((one) => one instanceof protobuf.Service).map(service),
    syntax: "proto3",
  })).finish();
}

function message(type: protobuf.Type): object {
  const oneofs = type.oneofsArray;
  const maps = type.fieldsArray.filter((one) => one instanceof protobuf.MapField);
  return {
    name: type.name,
    field: type.fieldsArray.map((one) => field(one, oneofs)),
    nestedType: [
      ...type.nestedArray.filter((one) => one instanceof protobuf.Type).map(message),
      ...maps.map(mapEntry),
    ],
    enumType: type.nestedArray.filter((one) => one instanceof protobuf.Enum).map(enumeration),
    oneofDecl: oneofs.map((one) => ({ name: one.name })),
  };
}

function field(one: protobuf.Field, oneofs: readonly protobuf.OneOf[]): object {
  const repeated = one.repeated || one instanceof protobuf.MapField;
  return {
    name: one.name,
    number: one.id,
    label: repeated ? "LABEL_REPEATED" : "LABEL_OPTIONAL",
    ...(one instanceof protobuf.MapField
      ? { type: "TYPE_MESSAGE", typeName: `${one.parent?.fullName}.${mapEntryName(one)}` }
      : fieldType(one)),
    ...(one.partOf ? { oneofIndex: oneofs.indexOf(one.partOf) } : {}),
  };
}

function fieldType(one: Pick<protobuf.FieldBase, "type" | "resolvedType">): object {
  if (one.resolvedType instanceof protobuf.Type) {
    return { type: "TYPE_MESSAGE", typeName: one.resolvedType.fullName };
  }
  if (one.resolvedType instanceof protobuf.Enum) {
    return { type: "TYPE_ENUM", typeName: one.resolvedType.fullName };
  }
  return { type: `TYPE_${one.type.toUpperCase()}` };
}

/** A map is a repeated message of key and value (descriptor.proto, `map_entry`). */
function mapEntry(one: protobuf.MapField): object {
  return {
    name: mapEntryName(one),
    field: [
      {
        name: "key",
        number: 1,
        label: "LABEL_OPTIONAL",
        type: `TYPE_${one.keyType.toUpperCase()}`,
      },
      { name: "value", number: 2, label: "LABEL_OPTIONAL", ...fieldType(one) },
    ],
    options: { mapEntry: true },
  };
}

function mapEntryName(one: protobuf.MapField): string {
  const camel = one.name.replace(/(?:^|_)(.)/g, (_, letter: string) => letter.toUpperCase());
  return `${camel}Entry`;
}

function enumeration(one: protobuf.Enum): object {
  const value = Object.entries(one.values).map(([name, number]) => ({ name, number }));
  return { name: one.name, value };
}

function service(one: protobuf.Service): object {
  return {
    name: one.name,
    method: one.methodsArray.map((method) => ({
      name: method.name,
      inputType: method.resolvedRequestType?.fullName,
      outputType: method.resolvedResponseType?.fullName,
      clientStreaming: method.requestStream ?? false,
      serverStreaming: method.responseStream ?? false,
    })),
  };
}
