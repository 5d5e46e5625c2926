import { DocumentError, DocumentObject } from '../../documents';
import { inObject } from '../../kubernetes/read-json';

/** The error of a document that must be a Kubernetes object and is none. */
export function noObject(source: DocumentObject): DocumentError {
  const { apiVersion, kind } = inObject(source.value);
  return new DocumentError(`this is not a Kubernetes object: ${lack(apiVersion, kind)}`, source.position([]));
}

function lack(apiVersion: unknown, kind: unknown): string {
  const missing = [apiVersion === undefined && "'apiVersion'", kind === undefined && "'kind'"].filter(Boolean);
  if (missing.length === 0) { return "'apiVersion' and 'kind' must be text"; }
  return `${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} missing`;
}
