import { FrameboxError } from "../base/errors/mod.ts";

/** Name of a frame's struct: `data_00012`, five digits at least, as protos/generic_box.proto has it. */
export function dataName(number: number): string {
  if (!Number.isSafeInteger(number) || number < 0) {
    throw new FrameboxError("INTERNAL", `A frame can't have the number ${number}.`);
  }
  return `data_${String(number).padStart(5, "0")}`;
}
