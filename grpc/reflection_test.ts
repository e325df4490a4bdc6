import assert from "node:assert/strict";
import descriptor from "protobufjs/ext/descriptor/index.js";
import genericBox from "../protos/generic_box.proto" with { type: "text" };
import { loadProtos } from "./proto.ts";
import { reflectionServices } from "./reflection.ts";

const GENERIC_BOX = loadProtos([{ name: "generic_box.proto", text: genericBox }])
  .service("GenericBoxService");

/** Asks one of the two services. */
async function ask(
  version: number,
  request: Record<string, unknown>,
  listsAll = true,
  // deno-lint-ignore no-explicit-any
): Promise<any> {
  const service = reflectionServices([GENERIC_BOX], () => listsAll)[version];
  const [method] = service?.definition.methods ?? [];
  const handler = service?.handlers.ServerReflectionInfo;
  assert.ok(method && handler);
  const [key] = Object.keys(request);
  const message = { host: "me", message_request: key, ...request };
  const requests = async function* () {
    yield message;
  };
  // The handler uses nothing of its call.
  const answers = handler.handle(requests(), undefined as never)[Symbol.asyncIterator]();
  const { value } = await answers.next();
  assert.ok(method.encode(value).length > 0);
  assert.deepEqual([value.valid_host, value.original_request], ["me", message]);
  return value;
}

for (const [version, name] of [[0, "v1"], [1, "v1alpha"]] as const) {
  Deno.test(`${name} lists the services`, async () => {
    const { list_services_response: { service } } = await ask(version, { list_services: "" });
    assert.deepEqual(service.map((one: { name: string }) => one.name), [
      "GenericBoxService",
      "grpc.reflection.v1.ServerReflection",
      "grpc.reflection.v1alpha.ServerReflection",
    ]);
  });

  Deno.test(`${name} lists to orchestrators what they can choose from, and describes all`, async () => {
    const { list_services_response: { service } } = await ask(
      version,
      { list_services: "" },
      false,
    );
    assert.deepEqual(service.map((one: { name: string }) => one.name), [
      "GenericBoxService",
      "grpc.reflection.v1alpha.ServerReflection",
    ]);
    const other = { file_containing_symbol: "grpc.reflection.v1.ServerReflection" };
    assert.ok((await ask(version, other, false)).file_descriptor_response);
  });

  Deno.test(`${name} finds a file by name and by the symbols in it`, async () => {
    for (
      const request of [
        { file_by_filename: "generic_box.proto" },
        { file_containing_symbol: "GenericBoxService" },
        { file_containing_symbol: "GenericBoxService.submit" },
        { file_containing_symbol: "PlotInfo" },
      ]
    ) {
      const { file_descriptor_response: { file_descriptor_proto: [bytes] } } = await ask(
        version,
        request,
      );
      const file = descriptor.FileDescriptorProto.decode(bytes).toJSON();
      assert.equal(file.name, "generic_box.proto");
    }
  });

  Deno.test(`${name} answers what it doesn't have with an error response`, async () => {
    for (
      const [request, code] of [
        [{ file_by_filename: "../secret" }, 5],
        [{ file_containing_symbol: "Nope" }, 5],
        [{ file_containing_extension: { containing_type: "Data", extension_number: 1 } }, 5],
        [{ all_extension_numbers_of_type: "Nope" }, 5],
        [{}, 3],
      ] as const
    ) {
      const { error_response } = await ask(version, request);
      assert.equal(error_response.error_code, code, JSON.stringify(request));
    }
    const { all_extension_numbers_response } = await ask(version, {
      all_extension_numbers_of_type: "Data",
    });
    assert.equal(all_extension_numbers_response.base_type_name, "Data");
  });
}
