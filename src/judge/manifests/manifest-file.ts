/** A file, and whether every document in it must be a Kubernetes object. */
export interface ManifestFile {
  readonly name: string;
  readonly isStrict: boolean;
}
