/**
 * Styles that come with a script and not with the page.
 * @param {string} url
 * @returns {Promise<void>} once they hold, or can't be had: then it looks plain, and works
 */
export function addStyles(url) {
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
