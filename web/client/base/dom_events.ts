/** Events of elements that are none of the browser's own. */
declare global {
  interface HTMLElementEventMap {
    /** htmx is about to ask the server; what is put into the headers is sent along. */
    "htmx:configRequest": CustomEvent<{ headers: Record<string, string>; elt: Element }>;
  }

  interface DocumentEventMap {
    /** A frame was chosen in the data: a view that can show it may listen. */
    "framebox-frame": CustomEvent<{ frame: number }>;
  }
}

export {};
