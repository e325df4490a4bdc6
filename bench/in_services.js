/**
 * Runs inside the page: opens the tab Services, and waits until that many cards are painted.
 * @param {number} count
 * @returns {Promise<number>} how long it took, in milliseconds
 */
export function openServices(count) {
  return new Promise((resolve) => {
    const start = performance.now();
    const look = () => {
      const cards = document.querySelectorAll("#services-cards > li").length;
      // The frame after the one in which they are all there shows them.
      if (cards >= count) requestAnimationFrame(() => resolve(performance.now() - start));
      else requestAnimationFrame(look);
    };
    document.querySelector('a[href="/services"]').click();
    look();
  });
}
