/** Bytes of memory that a picture takes, as far as the hub counts them. */
export function pictureBytes(picture: { readonly byteLength: number }): number {
  return picture.byteLength;
}
