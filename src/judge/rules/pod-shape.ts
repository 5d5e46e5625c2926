import { claimTemplateName, claimTemplateNames } from './claim-resolution';
import { NOTHING, Rule } from './rule';
import { FindingSeverity } from '../../findings/finding';
import { Trouble } from '../../findings/trouble';
import { SANDBOX_POD, sandboxPod } from '../../kubernetes/pod-templates';
import { inList, inObject, Loose } from '../../kubernetes/read-json';

/** Names that Kubernetes wants once in a pod: the CRDs accept them twice, and the pod is then never created. */
export const podShape: Rule = {
  code: 'ASB209',
  severity: FindingSeverity.ERROR,
  kinds: ['Sandbox', 'SandboxTemplate'],
  check: (object, { release }) => {
    const pod = sandboxPod(object);
    const claimed = claimTemplateNames(object);
    // Claims may bring what the template mounts and does not have, where they may bring volumes.
    const { volumeClaimTemplatesPolicy = 'Disallowed' } = inObject(object.spec);
    const isWhole = volumeClaimTemplatesPolicy === 'Disallowed';
    const own = inList(pod, 'volumes').map(({ name }) => name);
    const volumes = own.length > 0 ? [...own, ...claimed] : claimed;
    const isReplaced = (name: unknown) => release.controller.claimTemplatesReplaceVolumes && claimed.includes(name as string);
    const made = own.some(isReplaced) ? [...own.filter((name) => !isReplaced(name)), ...claimed] : volumes;
    const troubles = [
      ...containersOfOneName(pod),
      ...twice(made).map(({ value }) => ({
        message: `two volumes are named '${value}'`,
        remedy: 'give one of them another id or name',
        at: claimed.includes(value as string) ? claimTemplateName(object, value) : [...SANDBOX_POD, 'volumes', own.lastIndexOf(value), 'name'],
      })),
    ];
    for (const list of CONTAINERS) {
      for (const [index, container] of inList(pod, list).entries()) { troubles.push(...mounts(container, list, index, volumes, isWhole)); }
    }
    return troubles.length > 0 ? troubles : NOTHING;
  },
};

/** In the order in which they start. */
const CONTAINERS = ['initContainers', 'containers'] as const;

function containersOfOneName(pod: Loose): Trouble[] {
  const starting = inList(pod, 'initContainers');
  const running = inList(pod, 'containers');
  if (starting.length + running.length < 2) { return NOTHING; }
  const names = [...starting, ...running].map(({ name }) => name);
  return twice(names).map(({ value, last }) => ({
    message: `two containers are named '${value}'`,
    remedy: "give each container a 'name' of its own",
    at: last < starting.length ? [...SANDBOX_POD, 'initContainers', last, 'name'] : [...SANDBOX_POD, 'containers', last - starting.length, 'name'],
  }));
}

function mounts(container: Loose, list: string, index: number, volumes: readonly unknown[], isWhole: boolean): Trouble[] {
  const mounted = inList(container, 'volumeMounts');
  if (mounted.length === 0) { return NOTHING; }
  if (mounted.length === 1 && (!isWhole || volumes.includes(mounted[0].name))) { return NOTHING; }
  const at = (mount: number, field: string) => [...SANDBOX_POD, list, index, 'volumeMounts', mount, field];
  const troubles = twice(mounted.map(({ mountPath }) => mountPath)).map(({ value, last }): Trouble => ({
    message: `container '${container.name}' has two volumes at '${value}'`, remedy: 'mount one of them elsewhere', at: at(last, 'mountPath'),
  }));
  if (!isWhole) { return troubles; }
  for (const [mount, { name }] of mounted.entries()) {
    if (volumes.includes(name)) { continue; }
    troubles.push({
      message: `container '${container.name}' mounts volume '${name}', which the pod does not have`,
      remedy: 'add the volume, or remove the mount',
      at: at(mount, 'name'),
    });
  }
  return troubles;
}

/** What stands more than once in a list, and where it does last. */
function twice(names: readonly unknown[]): Array<{ readonly value: unknown; readonly last: number }> {
  if (names.length < 2) { return []; }
  const repeated = new Set(names.filter((name, index) => name !== undefined && names.indexOf(name) !== index));
  return [...repeated].map((value) => ({ value, last: names.lastIndexOf(value) }));
}
