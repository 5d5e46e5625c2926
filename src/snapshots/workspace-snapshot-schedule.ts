import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { checkSource, SNAPSHOT_API, snapshotSpec } from './snapshot-source';
import { WorkspaceSnapshotScheduleProps } from './workspace-snapshot-props';
import { atConstruct } from '../app/construct-errors';
import { mirroredImage, pullSecretsOf } from '../app/mirrored-image';
import { objectName } from '../app/names';
import { ScopedApiObject } from '../app/scoped-api-object';
import { checkCount, checkForm, shown } from '../checks/forms';
import { checkReference } from '../checks/image';
import { checkShapes, listOf } from '../checks/shapes';
import { checkTimeZone } from '../checks/time-zone';
import { kubectlContainer, kubectlCronJob } from '../kubernetes/kubectl-job';

const RBAC = 'rbac.authorization.k8s.io';

/** By which a schedule finds its own snapshots. */
const LABEL = 'cdk8s-agent-sandbox/snapshot-schedule';

/**
 * A CronJob that takes VolumeSnapshots of a workspace, and deletes older ones of its own. Its role may make, list and
 * delete VolumeSnapshots of the namespace, and nothing else.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volume-snapshots/
 *
 * @example
 * const dev = new Sandbox(chart, 'Dev', { containers: [{ image: 'registry.example.com/devbox:2.4' }] });
 * const home = dev.addWorkspace('Home', '/home/dev', { size: Size.gibibytes(50) });
 * new WorkspaceSnapshotSchedule(chart, 'Nightly', {
 *   sandbox: dev,
 *   workspace: home.name,
 *   image: 'registry.example.com/kubectl:1.36',
 *   schedule: Cron.schedule({ minute: '0', hour: '3' }),
 * });
 */
export class WorkspaceSnapshotSchedule extends Construct {
  /** Name of the CronJob, its ServiceAccount, its role and its ConfigMap. */
  public readonly name: string;

  /** Labels of the snapshots that it takes. */
  public readonly snapshotLabels: { [key: string]: string };

  /**
   * @param scope a chart or a construct in one
   * @param id of the construct, from which the name of the CronJob is made
   * @param props sandbox, workspace, image and schedule
   * @throws when a prop is malformed
   */
  public constructor(scope: Construct, id: string, props: WorkspaceSnapshotScheduleProps) {
    super(scope, id);
    atConstruct(this, () => { checkProps(props); });
    const { metadata, sandbox: { namespace }, keep = 7 } = props;
    const account: ApiObject = new ScopedApiObject(this, 'ServiceAccount', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { namespace, ...metadata, name: objectName(this, metadata?.name) },
    });
    const { name } = account;
    this.name = name;
    this.snapshotLabels = { [LABEL]: name };
    const own = { ...metadata, name, namespace: account.metadata.namespace };
    const [group] = SNAPSHOT_API.split('/');
    new ScopedApiObject(this, 'Role', {
      apiVersion: `${RBAC}/v1`,
      kind: 'Role',
      metadata: own,
      rules: [{ apiGroups: [group], resources: ['volumesnapshots'], verbs: ['create', 'delete', 'get', 'list'] }],
    });
    new ScopedApiObject(this, 'RoleBinding', {
      apiVersion: `${RBAC}/v1`,
      kind: 'RoleBinding',
      metadata: own,
      roleRef: { apiGroup: RBAC, kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name, ...(own.namespace !== undefined && { namespace: own.namespace }) }],
    });
    const snapshot = {
      apiVersion: SNAPSHOT_API,
      kind: 'VolumeSnapshot',
      metadata: { generateName: `${name}-`, labels: this.snapshotLabels },
      spec: snapshotSpec(props),
    };
    new ScopedApiObject(this, 'Resource', {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: own,
      spec: cronJobSpec(name, {
        ...props,
        image: mirroredImage(this, props.image),
        imagePullSecrets: [...pullSecretsOf(this, props.imagePullSecrets)],
      }, scriptOf(JSON.stringify(snapshot), name, keep)),
    });
  }
}

/** Takes a snapshot, and deletes those of the schedule that are older than the newest `keep`. */
function scriptOf(snapshot: string, name: string, keep: number): string {
  const kind = `volumesnapshots.${SNAPSHOT_API.split('/')[0]}`;
  return [
    // Names of Kubernetes have no quotes.
    `echo '${snapshot}' | kubectl create -f -`,
    `set -- $(kubectl get ${kind} -l ${LABEL}=${name} --sort-by=.metadata.creationTimestamp -o name)`,
    `while [ $# -gt ${keep} ]; do kubectl delete --wait=false "$1"; shift; done`,
  ].join('\n');
}

function cronJobSpec(
  serviceAccountName: string, { image, imagePullSecrets, schedule, timeZone }: WorkspaceSnapshotScheduleProps,
  script: string,
): object {
  return kubectlCronJob({
    schedule: schedule.expressionString,
    timeZone,
    // One that was missed by more than this waits for the next.
    startingDeadlineSeconds: 3600,
    activeDeadlineSeconds: 600,
    backoffLimit: 1,
    serviceAccountName,
    imagePullSecrets,
    container: kubectlContainer('snapshot', image, [script], { command: ['sh', '-ceu'] }),
  });
}

function checkProps(props: WorkspaceSnapshotScheduleProps): void {
  checkSource(props);
  checkShapes('the props', props, { image: 'string' }, 'image');
  checkShapes('the props', props, { timeZone: 'string', keep: 'number', imagePullSecrets: listOf('string') });
  for (const secret of props.imagePullSecrets ?? []) { checkForm("'imagePullSecrets' has", secret, 'DNS subdomain'); }
  const { image, schedule, keep, timeZone } = props;
  checkReference("'image'", image);
  if (typeof (schedule as { expressionString?: unknown } | undefined)?.expressionString !== 'string') {
    throw new Error(`'schedule' is ${shown(schedule)}; give a Cron, such as Cron.schedule({ minute: '0', hour: '3' })`);
  }
  if (keep !== undefined) { checkCount("'keep'", keep, 1); }
  if (timeZone !== undefined) { checkTimeZone(timeZone); }
}
