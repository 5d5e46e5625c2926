import type { KubeObject } from '../../kubernetes/kube-object';
import type { Release } from '../../release/release';

/** What policies may ask besides the object that they judge. */
export interface PolicyContext {
  /** The release whose CRDs type the objects of our kinds. */
  readonly release: Release;
  /** The object that is updated; without one it is created. */
  old?(object: KubeObject): KubeObject | undefined;
  /** A Namespace by its name, if it is known. */
  namespace?(name: string): KubeObject | undefined;
  /** The known objects of a kind that may be parameters. */
  parameters?(apiVersion: string, kind: string): readonly KubeObject[];
}
