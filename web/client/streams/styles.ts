/**
 * Styles that come with a script and not with the page.
 *
 * @returns once they hold, or can't be had: then it looks plain, and works
 */
export function addStyles(url: string): Promise<void> {
  if (document.querySelector(`link[href="${CSS.escape(url)}"]`)) return Promise.resolve();
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = url;
  return new Promise((resolve) => {
    link.addEventListener("load", () => resolve());
    link.addEventListener("error", () => resolve());
    document.head.append(link);
  });
}
