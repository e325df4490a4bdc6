/**
 * The small picture of an example. A script has it loaded once its tab is opened and the page is painted, so
 * that it keeps nothing else from coming.
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";
import type { View } from "./view.ts";

/** What the picture is made from. */
export interface ExamplePictureProps {
  readonly view: View;
  /** Of the example, as its file is called. */
  readonly name: string;
  readonly alt: string;
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
}

/** The picture; its place has its size before it is there. */
export function ExamplePicture(props: ExamplePictureProps): JSX.Element {
  const { view, name, alt, width, height } = props;
  const url = view.deps.assetUrl(`examples/${name}_small.jpg`);
  return <img data-src={url} alt={alt} width={width} height={height} />;
}
