/** What the forms of all kinds of inputs are to the page of a service. */

/** One input. */
export interface Given {
  readonly name: string;
  readonly body: Blob;
}

/** A form. */
export interface InputForm {
  readonly root: HTMLElement;
  /** Takes files that were dropped, pasted or chosen elsewhere. */
  take: (files: readonly File[]) => void;
  /** What is to be sent; undefined: it isn't complete, and the form shows why. */
  given: () => Promise<readonly Given[] | undefined>;
  /** What was given has been sent. */
  sent?: () => void;
  /** It is not seen any more: cameras and microphones are let go. */
  left?: () => void;
}
