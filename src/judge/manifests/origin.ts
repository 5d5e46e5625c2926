import type { DocumentObject } from '../../documents';

/** Where an object was read. */
export interface Origin {
  readonly file: string;
  /** Its number among all objects, in the order of reading. Objects of `--policy` and `--old` have negative ones. */
  readonly order: number;
  readonly source: Pick<DocumentObject, 'position' | 'notes'> & Partial<Pick<DocumentObject, 'around'>>;
}
