import { templateOf } from './claim-resolution';
import { NOTHING, Rule } from './rule';
import { withoutLostSource } from './volumes/lost-source';
import { FORMS, hasForm } from '../../checks/forms';
import { FindingSeverity } from '../../findings/finding';
import { Trouble } from '../../findings/trouble';
import { minorOf } from '../../kubernetes/feature-gates';
import { formatPath } from '../../kubernetes/json-path';
import type { KubeObject } from '../../kubernetes/kube-object';
import { SANDBOX_POD, sandboxPod } from '../../kubernetes/pod-templates';
import { inList, inObject, Loose } from '../../kubernetes/read-json';
import { PartAnswers } from '../schema';
import { judgeClaimSpec, judgeLabels, PodValueProblem } from '../values';

/** Claim templates from which Kubernetes would make no PersistentVolumeClaim, so that no pod starts. */
export const volumeClaims: Rule = {
  code: 'ASB223',
  severity: FindingSeverity.ERROR,
  kinds: ['Sandbox', 'SandboxTemplate', 'SandboxClaim'],
  check: ({ spec }, { kubernetes }) => {
    const templates = inList(spec, 'volumeClaimTemplates');
    return templates.length === 0 ? NOTHING : refusalsBy(minorOf(kubernetes)).of(templates);
  },
};

const refusalsOf: Array<PartAnswers<Trouble[]> | undefined> = [];

/** What a minor of Kubernetes refuses of a list of claim templates. */
function refusalsBy(minor: number): PartAnswers<Trouble[]> {
  return refusalsOf[minor] ??= new PartAnswers((templates) => inList(templates).flatMap((template, index) => (
    refusals(template, ['spec', 'volumeClaimTemplates', index], minor)
  )));
}

function refusals({ metadata, spec }: Loose, path: readonly (string | number)[], minor: number): Trouble[] {
  const troubles: Trouble[] = [];
  const { name } = inObject(metadata);
  const what = typeof name === 'string' ? `volume claim template '${name}'` : 'a volume claim template';
  if (typeof name !== 'string') {
    troubles.push({
      message: `${what} has no name, from which its claim and its volume are named`,
      remedy: "set 'metadata.name' of it",
      path: [...path, 'metadata', 'name'],
    });
  } else if (!hasForm(name, FORMS['DNS label'])) {
    troubles.push({
      message: `${what} has a name that no volume can have`,
      remedy: 'use at most 63 lower-case letters, digits and dashes',
      path: [...path, 'metadata', 'name'],
    });
  }
  const refuse = (part: string, problems: readonly PodValueProblem[]) => {
    for (const { path: below, message, remedy } of problems) {
      const place = [part, ...below];
      troubles.push({ message: `${what}: ${formatPath(place)}: ${message}`, remedy, path: [...path, ...place] });
    }
  };
  refuse('metadata', judgeLabels(metadata));
  refuse('spec', judgeClaimSpec(withoutLostSource(inObject(spec)), minor));
  return troubles;
}

/** Volumes, and claim templates, that no container has. */
export const unmountedVolumes: Rule = {
  code: 'ASB224',
  severity: FindingSeverity.WARNING,
  kinds: ['Sandbox', 'SandboxTemplate', 'SandboxClaim'],
  check: (object, context) => {
    const templates = inList(object.spec, 'volumeClaimTemplates');
    const volumes = object.kind === 'SandboxClaim' ? [] : inList(sandboxPod(object), 'volumes');
    if (templates.length === 0 && volumes.length === 0) { return NOTHING; }
    const holder = object.kind === 'SandboxClaim' ? templateOf(object, context) : object;
    // Volumes that the template refuses are not made at all.
    if (!holder || (holder !== object && !takesVolumes(holder))) { return NOTHING; }
    const pod = sandboxPod(holder);
    const of = holder === object ? 'the pod' : `template '${holder.metadata.name}'`;
    let troubles = NOTHING;
    templates.forEach(({ metadata }, index) => {
      const { name } = inObject(metadata);
      if (typeof name !== 'string' || isMounted(name, pod)) { return; }
      troubles = [...troubles, {
        message: `volume claim template '${name}' is provisioned and paid for, and no container of ${of} mounts it`,
        remedy: "mount it ('volumeMounts'), or remove it",
        path: ['spec', 'volumeClaimTemplates', index, 'metadata', 'name'],
      }];
    });
    volumes.forEach(({ name, ...sources }, index) => {
      if (typeof name !== 'string' || isMounted(name, pod)) { return; }
      const [source] = Object.keys(sources);
      const isProvisioned = source === 'ephemeral';
      troubles = [...troubles, {
        message: `volume '${name}'${source === undefined ? '' : ` (${source})`} is `
          + `${isProvisioned ? 'provisioned and paid for' : 'in the pod'}, and no container mounts it`,
        remedy: "mount it ('volumeMounts'), or remove it",
        path: [...SANDBOX_POD, 'volumes', index, 'name'],
      }];
    });
    return troubles;
  },
};

function takesVolumes({ spec }: KubeObject): boolean {
  return (inObject(spec).volumeClaimTemplatesPolicy ?? 'Disallowed') !== 'Disallowed';
}

const CONTAINERS = ['containers', 'initContainers', 'ephemeralContainers'];
const MOUNTS = ['volumeMounts', 'volumeDevices'];

/** Whether a container of a pod has a volume. */
function isMounted(volume: string, pod: Loose): boolean {
  return CONTAINERS.some((list) => inList(pod, list).some((container) => (
    MOUNTS.some((mounts) => inList(container, mounts).some(({ name }) => name === volume))
  )));
}
