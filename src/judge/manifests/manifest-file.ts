/** A file, and whether all in it must be objects of Kubernetes. */
export interface ManifestFile {
  readonly name: string;
  readonly isStrict: boolean;
}
