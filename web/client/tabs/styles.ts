/**
 * Styles that come with a tab and not with the page.
 *
 * @returns undefined: they hold already; else once they hold, or can't be had: then the tab looks plain, and works
 */
export function addStyles(url: string): Promise<void> | undefined {
  if (document.querySelector(`link[href="${CSS.escape(url)}"]`)) return undefined;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = url;
  return new Promise((resolve) => {
    link.addEventListener("load", () => resolve());
    link.addEventListener("error", () => {
      link.remove();
      resolve();
    });
    document.head.append(link);
  });
}
