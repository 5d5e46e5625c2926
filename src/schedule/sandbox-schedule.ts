import { ApiObject, Lazy } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { checkedHours, checkSelected, checkSizes, identity } from './check-props';
import type { Hours } from './hours';
import type {
  ScheduledPools, ScheduledReplicas, ScheduledSandboxes, SandboxScheduleProps,
} from './sandbox-schedule-props';
import { cronJobSpec, ownRules, SandboxesOf, selectsAnnotation, targetRules } from './schedule-objects';
import type { PoolSelection, SandboxTarget, ScriptInput } from './schedule-script';
import { EXEMPT_LABEL, SCHEDULE_LABEL, SELECTS_ANNOTATION } from '../api/schedules';
import { Cluster } from '../app/cluster';
import { clusterScopeOf } from '../app/cluster-scope';
import { atConstruct } from '../app/construct-errors';
import { mirroredImage, pullSecretsOf } from '../app/mirrored-image';
import { schedulesOf } from '../app/schedules';
import { ScopedApiObject } from '../app/scoped-api-object';
import { checkShapes } from '../checks/shapes';
import type { ISubject, SubjectConfiguration } from '../kubernetes/kplus';

const RBAC = 'rbac.authorization.k8s.io';

/** What a schedule selects in one namespace. */
interface Selected {
  /** The sandboxes that call `runDuring`. */
  readonly named: string[];
  readonly sandboxes: SandboxTarget[];
  readonly pools: PoolSelection[];
}

/**
 * Hours in which sandboxes run: in the evening they are suspended and keep their volumes, and in the morning those that
 * were suspended so are resumed. Pools have a size by day, and another by night.
 *
 * Two CronJobs with `kubectl`, and a role in each namespace that they reach. As the subject of a grant it is their
 * ServiceAccount.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/
 *
 * @example
 * const hours = new SandboxSchedule(chart, 'WorkHours', {
 *   image: 'registry.example.com/kubectl:1.36',
 *   start: '08:00',
 *   stop: '19:00',
 *   timeZone: 'Europe/Berlin',
 *   metadata: { namespace: 'platform' },
 * });
 * const dev = new Sandbox(chart, 'Dev', { containers: [{ image: 'registry.example.com/devbox:2.4' }] });
 * dev.runDuring(hours);
 */
export class SandboxSchedule extends Construct implements ISubject {
  /** The label that exempts a sandbox or a pool from all schedules that name no other. */
  public static readonly EXEMPT_LABEL = EXEMPT_LABEL;

  /** Name of the schedule, its ServiceAccount and its roles; the CronJobs are `<name>-start` and `<name>-stop`. */
  public readonly scheduleName: string;

  /** Namespace of the CronJobs. */
  public readonly namespaceName: string;

  private readonly props: SandboxScheduleProps;
  private readonly hours: Hours;
  private readonly selected = new Map<string, Selected>();
  private readonly members: IConstruct[] = [];

  /**
   * @param scope a chart or a construct in one
   * @param id of the construct, from which the name of the schedule is made
   * @param props the hours, and the image that has them kept
   * @throws when a prop is malformed, or no namespace is known
   */
  public constructor(scope: Construct, id: string, props: SandboxScheduleProps) {
    super(scope, id);
    this.hours = atConstruct(this, () => checkedHours(props));
    this.props = { ...props };
    const { name, namespace } = atConstruct(this, () => identity(this, props));
    this.scheduleName = name;
    this.namespaceName = namespace;
    this.object('ServiceAccount', namespace, { apiVersion: 'v1', kind: 'ServiceAccount' });
    if (ownRules(this.hours).length > 0) { this.grant(namespace, 'Own', () => ownRules(this.hours)); }
    const cronJobs = (['start', 'stop'] as const).map((which) => this.cronJob(which));
    schedulesOf(this).push({ cronJobs, namespaces: () => this.selected.keys() });
    this.node.addValidation({ validate: () => this.errors() });
  }

  /**
   * Selects sandboxes by labels, whoever made them: those of the app, of people and of claims, but not those that wait
   * in pools. Their manifests must leave the mode to the schedule (`OperatingMode.EXTERNAL`), or have none.
   *
   * @param sandboxes their namespaces and labels
   * @throws when a namespace or a label is malformed
   */
  public addSandboxes(sandboxes: ScheduledSandboxes): void {
    atConstruct(this, () => { checkSelected('sandboxes', sandboxes); });
    for (const namespace of sandboxes.namespaces) {
      this.in(namespace).sandboxes.push({ namespace, labels: { ...sandboxes.labels } });
    }
  }

  /**
   * Selects pools by labels, whoever made them. Their manifests must leave the size to the schedule.
   *
   * @param pools their namespaces, labels and sizes
   * @throws when a namespace, a label or a size is malformed
   */
  public addPools(pools: ScheduledPools): void {
    atConstruct(this, () => {
      checkSelected('pools', pools);
      checkSizes(pools);
    });
    const { namespaces, labels, replicas, offReplicas = 0 } = pools;
    for (const namespace of namespaces) {
      this.in(namespace).pools.push({ namespace, labels: { ...labels }, replicas, offReplicas });
    }
  }

  /** Its ServiceAccount, which may change the mode of the sandboxes and the size of the pools that it selects. */
  public toSubjectConfiguration(): SubjectConfiguration {
    return { kind: 'ServiceAccount', name: this.scheduleName, namespace: this.namespaceName };
  }

  /**
   * Selects a sandbox of the app.
   * @internal
   */
  public _runSandbox(sandbox: ApiObject): void {
    this.in(this.namespaceOf(sandbox)).named.push(sandbox.name);
    sandbox.metadata.addLabel(SCHEDULE_LABEL, this.scheduleName);
    this.members.push(sandbox);
  }

  /**
   * Selects a pool of the app.
   * @internal
   */
  public _runPool(pool: ApiObject, sizes: ScheduledReplicas): void {
    checkSizes(checkShapes('the sizes', sizes, {}));
    const namespace = this.namespaceOf(pool);
    const { replicas, offReplicas = 0 } = sizes;
    this.in(namespace).pools.push({ namespace, labels: {}, name: pool.name, replicas, offReplicas });
    this.members.push(pool);
  }

  private namespaceOf(object: ApiObject): string {
    const { namespace } = object.metadata;
    if (namespace === undefined) {
      throw new Error(
        `the namespace of ${object.kind} '${object.name}' is not known, and schedule '${this.node.path}' needs a role `
          + 'in it; give its chart a namespace',
      );
    }
    return namespace;
  }

  private in(namespace: string): Selected {
    let selected = this.selected.get(namespace);
    if (!selected) {
      this.selected.set(namespace, selected = { named: [], sandboxes: [], pools: [] });
      const { pools } = selected;
      const rules = () => targetRules(this.sandboxesIn(namespace), pools);
      this.grant(namespace, namespace === this.namespaceName ? 'Here' : namespace, rules);
    }
    return selected;
  }

  /** The sandboxes that it selects in a namespace: those of the app are one selection, by their label. */
  private sandboxesIn(namespace: string): SandboxesOf[] {
    const { named = [], sandboxes = [] } = this.selected.get(namespace) ?? {};
    return [
      ...(named.length > 0 ? [{ namespace, labels: { [SCHEDULE_LABEL]: this.scheduleName }, names: named }] : []),
      ...sandboxes,
    ];
  }

  private get selection(): Omit<ScriptInput, 'release' | 'hours'> {
    const namespaces = [...this.selected.keys()];
    return {
      schedule: this.scheduleName,
      namespace: this.namespaceName,
      exempt: this.props.exemptLabel ?? EXEMPT_LABEL,
      sandboxes: namespaces.flatMap((namespace) => this.sandboxesIn(namespace)),
      pools: namespaces.flatMap((namespace) => this.selected.get(namespace)!.pools),
    };
  }

  private cronJob(which: 'start' | 'stop'): ApiObject {
    const settings = {
      account: this.scheduleName,
      image: mirroredImage(this, this.props.image),
      imagePullSecrets: pullSecretsOf(this, this.props.imagePullSecrets),
    };
    const selects = Lazy.any({ produce: () => selectsAnnotation(this.selection) }) as string;
    return new ScopedApiObject(this, which === 'start' ? 'Start' : 'Stop', {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: this.metadata(`${this.scheduleName}-${which}`, this.namespaceName, { [SELECTS_ANNOTATION]: selects }),
      spec: Lazy.any({
        produce: () => cronJobSpec(which, settings, {
          ...this.selection, hours: this.hours, release: Cluster.releaseFor(this),
        }),
      }),
    });
  }

  /** A role in a namespace. */
  private grant(namespace: string, id: string, rules: () => object[]): void {
    const name = id === 'Own' ? `${this.scheduleName}-jobs` : this.scheduleName;
    const role = { apiVersion: `${RBAC}/v1`, kind: 'Role', rules: Lazy.any({ produce: rules }) };
    this.object(`Role-${id}`, namespace, role, name);
    this.object(`RoleBinding-${id}`, namespace, {
      apiVersion: `${RBAC}/v1`,
      kind: 'RoleBinding',
      roleRef: { apiGroup: RBAC, kind: 'Role', name },
      subjects: [this.toSubjectConfiguration()],
    }, name);
  }

  private object(
    id: string, namespace: string, object: { apiVersion: string; kind: string; [member: string]: unknown },
    name = this.scheduleName,
  ): void {
    const { apiVersion, kind, ...members } = object;
    new ScopedApiObject(this, id, { apiVersion, kind, metadata: this.metadata(name, namespace), ...members });
  }

  private metadata(name: string, namespace: string, more?: Record<string, string>) {
    const { labels, annotations } = this.props.metadata ?? {};
    return {
      name,
      namespace,
      ...(labels && { labels }),
      ...((annotations || more) && { annotations: { ...annotations, ...more } }),
    };
  }

  private errors(): string[] {
    const { sandboxes, pools } = this.selection;
    const { kubernetesVersion } = Cluster.of(this);
    const wanted = this.hours.holidays.length > 0 ? { minor: 28, what: 'holidays' } : { minor: 27, what: 'time zones' };
    return [
      ...(sandboxes.length + pools.length === 0
        ? ['the schedule selects nothing; call runDuring of a Sandbox or a WarmPool, addSandboxes or addPools']
        : []),
      ...(kubernetesVersion !== undefined && Number(kubernetesVersion.split('.')[1]) < wanted.minor
        ? [
          `CronJobs know ${wanted.what} from Kubernetes 1.${wanted.minor} on, and the cluster is of `
            + kubernetesVersion,
        ]
        : []),
      ...this.members.filter((member) => clusterScopeOf(member) !== clusterScopeOf(this)).map((member) => (
        `'${member.node.path}' is in another cluster than its schedule; give each cluster a schedule of its own`
      )),
    ];
  }
}
