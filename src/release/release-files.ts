import { ReleaseRecord } from './record';
import { KubeObject } from '../kubernetes/kube-object';

/** The files that a release was read from, where it is not of the catalogue. */
export interface ReleaseFiles {
  readonly directory: string;
  /** SHA-256 of each file, by name. */
  readonly checksums: Readonly<Record<string, string>>;
  /** Whether the app names the checksums, so that other bytes are refused. */
  readonly isPinned: boolean;
  /** What changed since the known release that they were compared with. */
  readonly record: ReleaseRecord;
  /** Fields of the CRDs that no field of ours and no Kubernetes minor of the library can express. */
  readonly unknownFields: readonly string[];
  /** The objects of an install; without its controller, where the files have none without extensions. */
  readonly objects: (extensions: boolean) => readonly KubeObject[];
}

/** Checksums as the source of the prop that pins them. */
export function printChecksums(checksums: Readonly<Record<string, string>>): string {
  return `checksums: { ${Object.entries(checksums).map(([name, sum]) => `'${name}': '${sum}'`).join(', ')} }`;
}
