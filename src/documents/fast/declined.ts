/** A document is not of the style that is read fast. */
export class Declined extends Error {}

const DECLINED = new Declined();

/** Made once: nobody reads its stack, which costs more than many a document. */
export function decline(): never {
  throw DECLINED;
}
