/**
 * The routes of `data.mat` that one can see: tree, tables, numbers over frames, exports.
 *
 * @module
 */
import type { ApiRoute } from "../route.ts";
import { exportRoutes } from "./export_routes.ts";
import { frameRoutes } from "./frame_routes.ts";
import { lookRoutes } from "./look_routes.ts";
import { DataReader } from "./reader.ts";

/** All of them. */
export function dataRoutes(): readonly ApiRoute[] {
  const reader = new DataReader();
  return [...lookRoutes(reader), ...frameRoutes(reader), ...exportRoutes(reader)];
}
