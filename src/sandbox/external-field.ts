/** A field that this manifest states, unless something outside the app owns it. */
export interface ExternalField<T> {
  /** The value in the manifest where this app owns the field. */
  readonly value: T;
  /** Whether something else owns the field. */
  readonly isExternal: boolean;
  /** The value for a release that requires the field, whoever owns it. Each apply sets the field to it. */
  readonly required?: { readonly value: T | undefined };
}

/**
 * The value to print. A field that others own is not printed: server-side apply and three-way diffs then leave it as
 * its owner set it. The API server sets its default where nobody did.
 */
export function unlessExternal<T>({ value, isExternal, required }: ExternalField<T>): T | undefined {
  return isExternal ? required?.value : value;
}
