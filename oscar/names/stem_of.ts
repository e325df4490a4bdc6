/** A file's name without its extension, where it has one of up to 10 letters and digits, and something before it. */
export function stemOf(name: string): string {
  return name.replace(/(?<=.)\.[A-Za-z0-9]{1,10}$/, "");
}
