import { claimTemplateName, claimTemplateNames } from './derived';
import { inList, inObject, Loose, NOTHING, POD, Rule, Trouble } from './rule';
import { FindingSeverity } from '../../findings/finding';
import type { PathSegment } from '../structural';

/** A container, and where it is. */
interface Placed {
  readonly container: Loose;
  readonly at: readonly PathSegment[];
}

/** Names that Kubernetes wants once in a pod: the CRDs accept them twice, and the pod is then never created. */
export const podShape: Rule = {
  code: 'ASB209',
  severity: FindingSeverity.ERROR,
  kinds: ['Sandbox', 'SandboxTemplate'],
  check: (object, { release }) => {
    const containers = ['initContainers', 'containers'].flatMap((list) => (
      inList(object.spec, 'podTemplate', 'spec', list).map((container, index): Placed => ({ container, at: [...POD, list, index] }))
    ));
    const claimed = claimTemplateNames(object);
    // Claims may bring what the template mounts and does not have, where they may bring volumes.
    const { volumeClaimTemplatesPolicy = 'Disallowed' } = inObject(object.spec);
    const isWhole = volumeClaimTemplatesPolicy === 'Disallowed';
    const own = inList(object.spec, 'podTemplate', 'spec', 'volumes').map(({ name }) => name);
    const volumes = [...own, ...claimed];
    const made = release.controller.claimTemplatesReplaceVolumes ? [...own.filter((name) => !claimed.includes(name as string)), ...claimed] : volumes;
    const troubles: Trouble[] = [
      ...twice(containers.map(({ container }) => container.name)).map(({ value, last }) => ({
        message: `two containers are named '${value}'`, remedy: "give each container a 'name' of its own", at: [...containers[last].at, 'name'],
      })),
      ...twice(made).map(({ value }) => ({
        message: `two volumes are named '${value}'`,
        remedy: 'give one of them another id or name',
        at: claimed.includes(value as string) ? claimTemplateName(object, value) : [...POD, 'volumes', own.lastIndexOf(value), 'name'],
      })),
      ...containers.flatMap((placed) => mounts(placed, volumes, isWhole)),
    ];
    return troubles.length > 0 ? troubles : NOTHING;
  },
};

function mounts({ container, at }: Placed, volumes: readonly unknown[], isWhole: boolean): Trouble[] {
  const mounted = inList(container, 'volumeMounts');
  if (mounted.length === 0) { return NOTHING; }
  return [
    ...twice(mounted.map(({ mountPath }) => mountPath)).map(({ value, last }) => ({
      message: `container '${container.name}' has two volumes at '${value}'`, remedy: 'mount one of them elsewhere', at: [...at, 'volumeMounts', last, 'mountPath'],
    })),
    ...mounted.flatMap(({ name }, index) => (isWhole && !volumes.includes(name) ? [{
      message: `container '${container.name}' mounts volume '${name}', which the pod does not have`,
      remedy: 'add the volume, or remove the mount',
      at: [...at, 'volumeMounts', index, 'name'],
    }] : [])),
  ];
}

/** What stands more than once in a list, and where it does last. */
function twice(names: readonly unknown[]): Array<{ readonly value: unknown; readonly last: number }> {
  if (names.length < 2) { return []; }
  const repeated = new Set(names.filter((name, index) => name !== undefined && names.indexOf(name) !== index));
  return [...repeated].map((value) => ({ value, last: names.lastIndexOf(value) }));
}
