import { DEFAULT_LABEL_DOMAINS } from '../../api/controller-names';
import { labelDomainsIn } from '../../judge/rules/read-other-kinds';
import type { PodCluster } from '../../network/reachability/pods';
import { pictureOfNetwork } from '../../network/report/object-groups';
import type { Picture } from '../../pictures/picture';
import type { Release } from '../../release/release';
import { Stack } from '../../stack/stack';
import type { StackObject } from '../../stack/stack-object';
import { pictureOf } from '../../stack/stack-panels';

/** The picture of objects by file and namespace. */
export function stackPictureOf(objects: readonly StackObject[], release: Release): Picture {
  return pictureOf(new Stack(objects, clusterOf(objects, release)));
}

/** The picture of who reaches whom in a cluster with these objects. */
export function networkPictureOf(objects: readonly StackObject[], release: Release): Picture {
  return pictureOfNetwork(objects.map(({ object }) => object), clusterOf(objects, release));
}

function clusterOf(objects: readonly StackObject[], release: Release): PodCluster {
  const domains = objects.map(({ object }) => labelDomainsIn(object)).find((each) => each !== undefined);
  return { release, allowedLabelDomains: domains ?? DEFAULT_LABEL_DOMAINS };
}
