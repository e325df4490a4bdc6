/** What the panel asks of its views: tree, table and plot. */
import type { ResultMessage } from "../../wire/mod.ts";

/** What one view is. */
export interface PanelView {
  /** another run is looked at */
  reset: () => void;
  /** there is more, or it is looked at again */
  refresh: () => Promise<void>;
  /** what is chosen in it */
  selection: () => DataSelection | undefined;
  /** a result came */
  result?: (message: ResultMessage) => void;
}

/** What an export is asked for. */
export interface DataSelection {
  query: Record<string, string | number | readonly string[] | undefined>;
  /** whether it is of some frames */
  hasRange: boolean;
  /** as what it is copied */
  copies: "csv" | "json";
  hasCsv: boolean;
}
