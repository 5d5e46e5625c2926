/** GKE's snapshots of pods, with memory and files. */
import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { SANDBOX_LABEL } from '../api/labels';
import { atConstruct } from '../app/construct-errors';
import { objectName } from '../app/names';
import { ScopedApiObject } from '../app/scoped-api-object';
import { checkCount, checkForm, checkMetadata, isQualifiedName, shown } from '../checks/forms';
import { checkShapes, listOf, mapOf, METADATA, oneOf } from '../checks/shapes';

const API = 'podsnapshot.gke.io/v1';

/** Where pod snapshots are stored. */
export interface PodSnapshotStorageConfigProps {
  /** Name of a Cloud Storage bucket with a hierarchical namespace. */
  readonly bucket: string;

  /**
   * A folder in it.
   * @default - the root of the bucket
   */
  readonly path?: string;

  /**
   * Name, labels, annotations. It is in no namespace.
   * @default - named after the id of the construct
   */
  readonly metadata?: ApiObjectMetadata;
}

/** What takes a snapshot of a pod. */
export enum PodSnapshotTrigger {
  /** A PodSnapshotManualTrigger, such as those of the SDK. */
  MANUAL = 'manual',
  /** The pod itself. */
  WORKLOAD = 'workload',
}

/** What a pod does once its snapshot is taken. */
export enum PodSnapshotPostCheckpoint {
  /** It goes on. */
  RESUME = 'resume',
  /** It ends. */
  STOP = 'stop',
}

/** Which pods have snapshots, and from which they start. */
export interface PodSnapshotPolicyProps {
  /** Name of the PodSnapshotStorageConfig. */
  readonly storageConfigName: string;

  /** Labels of the pods, such as the `selectorLabels` of a template. They have to run in gVisor. */
  readonly selectorLabels: { [key: string]: string };

  /**
   * What takes a snapshot.
   * @default PodSnapshotTrigger.MANUAL
   */
  readonly trigger?: PodSnapshotTrigger;

  /**
   * What the pod does then.
   * @default PodSnapshotPostCheckpoint.RESUME
   */
  readonly postCheckpoint?: PodSnapshotPostCheckpoint;

  /**
   * Labels of which pods share a snapshot if they have the same values. Without any, a sandbox may start with the
   * memory and the files of another one.
   * @default - the hash of the name of the sandbox, so that each restores its own
   */
  readonly groupByLabels?: string[];

  /**
   * How many snapshots of a group are kept.
   * @default - as GKE decides
   */
  readonly maxSnapshotsPerGroup?: number;

  /**
   * Name, labels, annotations.
   * @default - named after the id of the construct
   */
  readonly metadata?: ApiObjectMetadata;
}

/** A snapshot of one pod. */
export interface PodSnapshotManualTriggerProps {
  /** Name of the pod: of a sandbox, its own name. */
  readonly podName: string;

  /**
   * Name, labels, annotations. Each snapshot needs another name.
   * @default - named after the id of the construct
   */
  readonly metadata?: ApiObjectMetadata;
}

function objectOf(
  scope: Construct, kind: string, metadata: ApiObjectMetadata | undefined, spec: object,
): ApiObject {
  return new ScopedApiObject(scope, 'Resource', {
    apiVersion: API, kind, metadata: { ...metadata, name: objectName(scope, metadata?.name) }, spec,
  } as never);
}

/**
 * Where GKE stores snapshots of pods.
 *
 * @see https://cloud.google.com/kubernetes-engine/docs/reference/crds/podsnapshot
 */
export class PodSnapshotStorageConfig extends Construct {
  /** Name of the PodSnapshotStorageConfig. */
  public readonly name: string;

  /**
   * @param scope a chart or a construct in one
   * @param id of the construct, from which its name is made
   * @param props the bucket
   * @throws when a prop is malformed
   */
  public constructor(scope: Construct, id: string, props: PodSnapshotStorageConfigProps) {
    super(scope, id);
    const { bucket, path, metadata } = atConstruct(this, () => {
      checkShapes('the props', props, { bucket: 'string' }, 'bucket');
      checkShapes('the props', props, { path: 'string', metadata: METADATA });
      if (!/^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$/.test(props.bucket)) {
        throw new Error(`'bucket' is ${shown(props.bucket)}; give the name of a bucket, without 'gs://'`);
      }
      return props;
    });
    const gcs = { bucket, ...(path !== undefined && { path }) };
    this.name = objectOf(this, 'PodSnapshotStorageConfig', metadata, { snapshotStorageConfig: { gcs } }).name;
  }
}

/**
 * Which pods of a namespace GKE takes snapshots of, and restores from them when they start.
 *
 * @see https://cloud.google.com/kubernetes-engine/docs/how-to/pod-snapshots
 *
 * @example
 * const python = new SandboxTemplate(chart, 'Python', {
 *   containers: [{ image: 'registry.example.com/python:3.14' }],
 * });
 * const storage = new PodSnapshotStorageConfig(platform, 'Snapshots', { bucket: 'agents-snapshots' });
 * new PodSnapshotPolicy(chart, 'PythonSnapshots', {
 *   storageConfigName: storage.name,
 *   selectorLabels: python.selectorLabels,
 *   maxSnapshotsPerGroup: 3,
 * });
 */
export class PodSnapshotPolicy extends Construct {
  /** Name of the PodSnapshotPolicy. */
  public readonly name: string;

  /**
   * @param scope a chart or a construct in one
   * @param id of the construct, from which its name is made
   * @param props storage, pods, and which of them share snapshots
   * @throws when a prop is malformed
   */
  public constructor(scope: Construct, id: string, props: PodSnapshotPolicyProps) {
    super(scope, id);
    atConstruct(this, () => { checkPolicy(props); });
    const { storageConfigName, selectorLabels, groupByLabels = [SANDBOX_LABEL] } = props;
    const { maxSnapshotsPerGroup, metadata } = props;
    const { trigger = PodSnapshotTrigger.MANUAL, postCheckpoint = PodSnapshotPostCheckpoint.RESUME } = props;
    const groupRetentionPolicy = maxSnapshotsPerGroup === undefined
      ? {}
      : { groupRetentionPolicy: { maxSnapshotCountPerGroup: maxSnapshotsPerGroup } };
    this.name = objectOf(this, 'PodSnapshotPolicy', metadata, {
      storageConfigName,
      selector: { matchLabels: { ...selectorLabels } },
      triggerConfig: { type: trigger, postCheckpoint },
      ...(groupByLabels.length > 0 && {
        snapshotGroupingRules: { groupByLabelValue: { labels: [...groupByLabels], ...groupRetentionPolicy } },
      }),
    }).name;
  }
}

/** A snapshot of a pod, which GKE takes when it is applied. */
export class PodSnapshotManualTrigger extends Construct {
  /** Name of the PodSnapshotManualTrigger. */
  public readonly name: string;

  /**
   * @param scope a chart or a construct in one
   * @param id of the construct, from which its name is made
   * @param props the pod
   * @throws when a prop is malformed
   */
  public constructor(scope: Construct, id: string, props: PodSnapshotManualTriggerProps) {
    super(scope, id);
    atConstruct(this, () => {
      checkShapes('the props', props, { podName: 'string' }, 'podName');
      checkShapes('the props', props, { metadata: METADATA });
      checkForm("'podName'", props.podName, 'DNS subdomain');
    });
    this.name = objectOf(this, 'PodSnapshotManualTrigger', props.metadata, { targetPod: props.podName }).name;
  }
}

function checkPolicy(props: PodSnapshotPolicyProps): void {
  checkShapes('the props', props, { storageConfigName: 'string' }, 'storageConfigName');
  checkShapes('the props', props, { selectorLabels: mapOf('string') }, 'selectorLabels');
  checkShapes('the props', props, {
    trigger: oneOf(PodSnapshotTrigger),
    postCheckpoint: oneOf(PodSnapshotPostCheckpoint),
    groupByLabels: listOf('string'),
    maxSnapshotsPerGroup: 'number',
    metadata: METADATA,
  });
  const { storageConfigName, selectorLabels, groupByLabels, maxSnapshotsPerGroup } = props;
  checkForm("'storageConfigName'", storageConfigName, 'DNS subdomain');
  checkMetadata("'selectorLabels'", selectorLabels, 'label');
  if (Object.keys(selectorLabels).length === 0) {
    throw new Error("'selectorLabels' is empty, so all pods of the namespace would be meant; name one at least");
  }
  const odd = groupByLabels?.find((label) => !isQualifiedName(label));
  if (odd !== undefined) { throw new Error(`'groupByLabels' has ${shown(odd)}; give keys of labels`); }
  if (maxSnapshotsPerGroup !== undefined) {
    checkCount("'maxSnapshotsPerGroup'", maxSnapshotsPerGroup, 1);
    if (groupByLabels?.length === 0) {
      throw new Error(
        "'maxSnapshotsPerGroup' is given and 'groupByLabels' is empty, so there are no groups; name a label",
      );
    }
  }
}
