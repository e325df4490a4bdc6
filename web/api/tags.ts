/**
 * What routes are about.
 *
 * @module
 */

/** Descriptions, in the order in which they stand in the OpenAPI document. */
export const TAGS = {
  images: "One picture in, its result out.",
  live: "Frames and results by WebSocket.",
  sessions: "Sessions, and the data they accumulate.",
  data: "What results left in data.mat, in parts and as files.",
  uploads: "Large files, in parts, by tus 1.0.",
  videos: "A video in, a video of its results out.",
  "image-sets": "Image sets: many pictures in, their results one by one or as a ZIP.",
  cameras: "Network cameras that the operator named.",
  streams: "What stream clients send over gRPC, to be watched.",
  services: "Clusters, their services, and calls of them.",
  runs: "How far a run is, and control of it.",
  server: "framebox itself.",
} as const;

/** One of them. */
export type Tag = keyof typeof TAGS;
