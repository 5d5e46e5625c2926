import type { KubeObject } from '../kubernetes/kube-object';
import type { Catalogue } from '../release/catalogue';
import { writtenVersion } from '../release/features';
import type { Release } from '../release/release';

/** The constant of a release in AgentSandboxVersion. */
export function constantOf({ id }: Release): string {
  return id.toUpperCase().replace(/\./g, '_');
}

/** The newest release that stores objects as they are: in the API version that most of them have. */
export function releaseStoring(objects: readonly KubeObject[], catalogue: Catalogue): Release {
  const count = (version: string) =>
    objects.filter(({ apiVersion }) => /agents\.x-k8s\.io\//.test(apiVersion) && apiVersion.endsWith(`/${version}`))
      .length;
  return count('v1alpha1') > count('v1beta1')
    ? catalogue.all().filter((release) => writtenVersion(release) === 'v1alpha1').pop()!
    : catalogue.latest;
}
