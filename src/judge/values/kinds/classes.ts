/** Classes that other objects name: of priority, of runtimes, of storage. */
import { dnsLabel } from './parts';
import { isQualifiedName } from '../../../checks/forms';
import { Loose } from '../../../kubernetes/read-json';
import { shown } from '../../schema/violation';
import { overhead } from '../resources';
import { tolerations } from '../scheduling';
import { labels } from '../selectors';
import { all, field, object, wanted } from '../table';
import { Check, oneOf, required, text } from '../visit';

const HIGHEST_PRIORITY = 1_000_000_000;
const OF_KUBERNETES = ['system-cluster-critical', 'system-node-critical'];

/** @see https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/#priorityclass */
export const priorityClass: Check<Loose> = (given, visit) => {
  const name = text((given.metadata as Loose | undefined)?.name);
  const value = Number(given.value ?? 0);
  if (name.startsWith('system-')) {
    if (!OF_KUBERNETES.includes(name)) {
      visit.refuse(`${shown(name)} is a name of Kubernetes itself`, "use one without 'system-'", 'metadata', 'name');
    }
  } else if (value > HIGHEST_PRIORITY) {
    visit.refuse(`${value} is a priority of Kubernetes itself`, `use at most ${HIGHEST_PRIORITY}`, 'value');
  }
  visit.enter('preemptionPolicy', given.preemptionPolicy, oneOf('PreemptLowerPriority', 'Never'));
};

const handler: Check<string | undefined> = (value, visit) => {
  if (!value) { visit.refuseMissing('name the handler'); } else { dnsLabel(value, visit); }
};

export const runtimeClass: Check<Loose> = all(
  wanted('handler', handler),
  field('overhead', object(field('podFixed', overhead))),
  field('scheduling', object(field('nodeSelector', labels), field('tolerations', tolerations))),
);

const provisioner: Check<string | undefined> = (value = '', visit) => {
  if (value !== '' && !isQualifiedName(value.toLowerCase())) {
    visit.refuse(`${shown(value)} is not the name of a provisioner`, "use a name such as 'ebs.csi.aws.com'");
  }
};

export const storageClass: Check<Loose> = all(
  wanted('provisioner', required('name the provisioner'), provisioner),
  field('reclaimPolicy', oneOf('Delete', 'Retain')),
  field('volumeBindingMode', oneOf('Immediate', 'WaitForFirstConsumer')),
);

