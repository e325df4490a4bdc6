import { type ArrayHeader, readInt32s } from "./array_header.ts";
import type { Budget } from "./limits.ts";
import { readNumbers } from "./numbers.ts";
import { invalid, MI, readTag, type Source } from "./tags.ts";
import type { MatSparse } from "./types.ts";

/**
 * Reads a sparse matrix and checks every index, so that its users need not.
 *
 * @param end where the array's data ends
 * @throws {FrameboxError} INVALID_ARGUMENT for indices that don't fit the dimensions
 */
export function readSparse(
  source: Source,
  header: ArrayHeader,
  end: number,
  budget: Budget,
): MatSparse {
  const [height, width] = header.dims;
  if (header.dims.length !== 2 || height === undefined || width === undefined) {
    throw invalid("The MATLAB file is damaged: a sparse array needs two dimensions.");
  }
  const rowsTag = readTag(source, header.contents, end);
  const columnsTag = readTag(source, rowsTag.next, end);
  const dataTag = columnsTag.next < end ? readTag(source, columnsTag.next, end) : undefined;
  budget.takeArray((rowsTag.length + columnsTag.length) / 4 + 2 * (dataTag?.length ?? 0));
  const allColumnStarts = readInt32s(source, columnsTag, Infinity);
  if (allColumnStarts.length < width + 1) {
    throw invalid(
      `The MATLAB file is damaged: a sparse array of ${width} columns has ${allColumnStarts.length} column starts.`,
    );
  }
  const columnStarts = allColumnStarts.subarray(0, width + 1);
  const stored = columnStarts[width] ?? 0;
  const allRows = readInt32s(source, rowsTag, Infinity);
  if (columnStarts[0] !== 0 || !isAscending(columnStarts) || stored > allRows.length) {
    throw invalid("The MATLAB file is damaged: a sparse array's column starts are wrong.");
  }
  // MATLAB may keep room for more elements than are stored.
  const rowIndices = allRows.subarray(0, stored);
  if (rowIndices.some((row) => row < 0 || row >= height)) {
    throw invalid(`The MATLAB file is damaged: a sparse array's row is not below ${height}.`);
  }
  const common = { kind: "sparse", dims: [height, width], rowIndices, columnStarts } as const;
  if (dataTag === undefined) {
    if (stored > 0) throw invalid("The MATLAB file is damaged: a sparse array has no data.");
    return { ...common, data: new Float64Array(0), logical: header.logical };
  }
  if (header.logical) {
    // MATLAB writes a byte each and yet calls them doubles (seen in its own files).
    const bytes = dataTag.type === MI.DOUBLE && dataTag.length < 8 * stored;
    const tag = bytes ? { ...dataTag, type: MI.UINT8 } : dataTag;
    return { ...common, data: readNumbers(source, tag, "uint8", stored), logical: true };
  }
  const data = readNumbers(source, dataTag, "double", stored);
  if (!header.complex) return { ...common, data, logical: false };
  const imagTag = stored === 0 ? dataTag : readTag(source, dataTag.next, end);
  return { ...common, data, imag: readNumbers(source, imagTag, "double", stored), logical: false };
}

function isAscending(numbers: Int32Array): boolean {
  for (let i = 1; i < numbers.length; i++) {
    if ((numbers[i] ?? 0) < (numbers[i - 1] ?? 0)) return false;
  }
  return true;
}
