/**
 * Names of unfinished files.
 *
 * @module
 */

/**
 * Hidden files (`.picture.jpg.Xy3Z1a` of rsync, `.x.swp`), and what editors, browsers and copiers
 * put after a name until they are done.
 */
const TEMPORARY =
  /^\.|~$|\.(part|partial|tmp|temp|crdownload|download|filepart|opdownload|swp|lock)$/i;

/** Files that operating systems leave in folders. */
const CLUTTER = /^(thumbs\.db|desktop\.ini|ehthumbs\.db|\$recycle\.bin|__macosx|lost\+found)$/i;

/** Whether a name is a temporary one, or one that the system made for itself. */
export function isTemporaryName(name: string): boolean {
  return TEMPORARY.test(name) || CLUTTER.test(name);
}
