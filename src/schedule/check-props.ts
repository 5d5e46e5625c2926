import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { Hours, hoursOf } from './hours';
import { ScheduledReplicas, ScheduledSandboxes, SandboxScheduleProps, Weekday } from './sandbox-schedule-props';
import { nameOfId } from '../app/names';
import { checkCount, checkForm, checkMetadata, isQualifiedName, shown } from '../checks/forms';
import { checkReference } from '../checks/image';
import { checkShapes, listOf, METADATA, oneOf, Shapes } from '../checks/shapes';

const SHAPES: Shapes = {
  image: 'string',
  start: 'string',
  stop: 'string',
  timeZone: 'string',
  days: listOf(oneOf(Weekday)),
  holidays: listOf('string'),
  exemptLabel: 'string',
  metadata: METADATA,
  imagePullSecrets: listOf('string'),
};

/** @throws when a prop is malformed */
export function checkedHours(props: SandboxScheduleProps): Hours {
  checkShapes('the props', props, SHAPES, 'image');
  const { image, exemptLabel, imagePullSecrets = [], metadata } = props;
  checkReference("'image'", image);
  if (exemptLabel !== undefined && !isQualifiedName(exemptLabel)) {
    throw new Error(
      `'exemptLabel' is ${shown(exemptLabel)}; give the key of a label, such as 'example.com/always-on'`,
    );
  }
  for (const secret of imagePullSecrets) { checkForm("'imagePullSecrets' has", secret, 'DNS subdomain'); }
  checkMetadata("'metadata.labels'", metadata?.labels ?? {}, 'label');
  checkMetadata("'metadata.annotations'", metadata?.annotations ?? {}, 'annotation');
  return hoursOf(props);
}

/** Room for `-start`: the names of Jobs have eleven characters more, and 63 at most. */
const LONGEST_NAME = 52 - '-start'.length;

/** @throws when the name cannot be one, or no namespace is known */
export function identity(
  schedule: IConstruct,
  { metadata }: SandboxScheduleProps,
): { name: string; namespace: string } {
  const name = metadata?.name ?? nameOfId(schedule.node.id);
  const namespace = metadata?.namespace ?? Chart.of(schedule).namespace;
  checkForm('the name of the schedule', name, 'DNS label');
  if (name.length > LONGEST_NAME) {
    throw new Error(`the name of the schedule '${name}' has ${name.length} characters; give at most ${LONGEST_NAME}`);
  }
  if (namespace === undefined) {
    throw new Error("no namespace is known for the CronJobs; set 'metadata.namespace', or that of the chart");
  }
  checkForm('the namespace of the schedule', namespace, 'DNS label');
  return { name, namespace };
}

/** @throws when there is no namespace, or a name is malformed */
export function checkSelected(what: string, given: ScheduledSandboxes): void {
  checkShapes(`the ${what}`, given, { namespaces: listOf('string'), labels: 'object' }, 'namespaces');
  if (given.namespaces.length === 0) { throw new Error("'namespaces' is an empty list; give at least one"); }
  for (const namespace of given.namespaces) { checkForm("'namespaces' has", namespace, 'DNS label'); }
  checkMetadata("'labels'", given.labels ?? {}, 'label');
}

/** @throws when a size is no count */
export function checkSizes({ replicas, offReplicas }: ScheduledReplicas): void {
  checkCount("'replicas'", replicas, 1);
  if (offReplicas !== undefined) { checkCount("'offReplicas'", offReplicas, 0); }
}
