import { claimTemplateNames } from './derived';
import { inList, inObject, Loose, NOTHING, Rule, Trouble } from './rule';
import { FindingSeverity } from '../../findings/finding';

/** Names that Kubernetes wants once in a pod: the CRDs accept them twice, and the pod is then never created. */
export const podShape: Rule = {
  code: 'ASB209',
  severity: FindingSeverity.ERROR,
  kinds: ['Sandbox', 'SandboxTemplate'],
  check: (object) => {
    const pod = inList(object.spec, 'podTemplate', 'spec', 'containers');
    const containers = [...inList(object.spec, 'podTemplate', 'spec', 'initContainers'), ...pod];
    const claimed = claimTemplateNames(object);
    // Claims may bring what the template mounts and does not have, where they may bring volumes.
    const { volumeClaimTemplatesPolicy = 'Disallowed' } = inObject(object.spec);
    const isWhole = volumeClaimTemplatesPolicy === 'Disallowed';
    const volumes = [...inList(object.spec, 'podTemplate', 'spec', 'volumes').map(({ name }) => name), ...claimed];
    const troubles: Trouble[] = [
      ...twice(containers.map(({ name }) => name)).map((name) => ({ message: `two containers are named '${name}'`, remedy: "give each container a 'name' of its own" })),
      ...twice(volumes).map((name) => ({ message: `two volumes are named '${name}'`, remedy: 'give one of them another id or name' })),
      ...containers.flatMap((container) => mounts(container, volumes, isWhole)),
    ];
    return troubles.length > 0 ? troubles : NOTHING;
  },
};

function mounts(container: Loose, volumes: readonly unknown[], isWhole: boolean): Trouble[] {
  const mounted = inList(container, 'volumeMounts');
  if (mounted.length === 0) { return NOTHING; }
  return [
    ...twice(mounted.map(({ mountPath }) => mountPath)).map((path) => ({ message: `container '${container.name}' has two volumes at '${path}'`, remedy: 'mount one of them elsewhere' })),
    ...mounted.filter(({ name }) => isWhole && !volumes.includes(name))
      .map(({ name }) => ({ message: `container '${container.name}' mounts volume '${name}', which the pod does not have`, remedy: 'add the volume, or remove the mount' })),
  ];
}

/** What stands more than once in a list. */
function twice(names: readonly unknown[]): unknown[] {
  if (names.length < 2) { return []; }
  return [...new Set(names.filter((name, index) => name !== undefined && names.indexOf(name) !== index))];
}
