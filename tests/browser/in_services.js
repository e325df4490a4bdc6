/**
 * Functions that run inside the page, for tests of the Services tab.
 */

/** Whether the service that is looked at has that number of calls, all of them known to the server. @param {number} n */
export function callCountIs(n) {
  const words = document.querySelector("#services-status:not([hidden]) [data-part=line]");
  if (n === 1) return words?.textContent.startsWith("Waits for its turn") ?? false;
  const rows = [...document.querySelectorAll("#service-calls .call-row")];
  return rows.length === n && rows.every((row) => row.dataset.state !== "sending");
}

/** Name of the service whose link has the focus. */
export function focusedService() {
  return document.activeElement.dataset.service;
}
