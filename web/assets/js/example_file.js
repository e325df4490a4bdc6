/**
 * An example that the box brings along, as if a person had chosen its file.
 * @param {string} url
 * @returns {Promise<File>} named as in its address; the same example is the same file each time
 */
export async function exampleFile(url) {
  const blob = await (await fetch(url)).blob();
  const name = url.slice(url.lastIndexOf("/") + 1);
  return new File([blob], name, { type: blob.type, lastModified: 0 });
}
