import type { Size } from 'cdk8s';
import { ClassQuota, classQuotas } from './priority-quota';
import type { PriorityQuota } from './priority-quota-props';
import { amountOfCpu, amountOfSize } from '../checks/amounts';
import { checkCount, checkMetadata } from '../checks/forms';
import { checkShapes } from '../checks/shapes';
import { CLAIMS, SANDBOXES } from '../judge/capacity/object-needs';
import type { Hard } from '../judge/capacity/shortfalls';
import type { Cpu } from '../kubernetes/kplus';

/** Resources that a tenant may use at once. Those that are left out are unlimited. */
export interface TenantQuotaOptions {
  /**
   * The number of sandboxes, including those that wait in pools.
   * @default - unlimited
   */
  readonly sandboxes?: number;

  /**
   * The number of claims. One that no pool serves counts too.
   * @default - as many as `sandboxes`
   */
  readonly claims?: number;

  /**
   * The number of pods.
   * @default - unlimited
   */
  readonly pods?: number;

  /**
   * The sum of the CPU limits of all pods.
   * @default - unlimited
   */
  readonly cpu?: Cpu;

  /**
   * The sum of the memory limits of all pods.
   * @default - unlimited
   */
  readonly memory?: Size;

  /**
   * The sum of the CPU requests of all pods, with the overhead of their runtimes.
   * @default - unlimited
   */
  readonly requestedCpu?: Cpu;

  /**
   * The sum of the memory requests of all pods, with the overhead of their runtimes.
   * @default - unlimited
   */
  readonly requestedMemory?: Size;

  /**
   * The sum of the storage that all volume claims request.
   * @default - unlimited
   */
  readonly storage?: Size;

  /**
   * The number of volume claims.
   * @default - unlimited
   */
  readonly volumes?: number;

  /**
   * Counts of extended resources, such as `nvidia.com/gpu`; 0 allows none.
   * @default - unlimited
   * @see https://kubernetes.io/docs/concepts/policy/resource-quotas/#resource-quota-for-extended-resources
   */
  readonly extendedResources?: { [name: string]: number };

  /**
   * What the pods of single priority classes may use, within the other amounts: a ResourceQuota for each class.
   * @default - priorities are not told apart
   * @see https://kubernetes.io/docs/concepts/policy/resource-quotas/#resource-quota-per-priorityclass
   */
  readonly byPriority?: PriorityQuota[];

  /**
   * Whether pods of classes that are not in `byPriority`, or of none, are let in. The quotas of classes do not count
   * them.
   * @default false, where `byPriority` is given
   */
  readonly allowOtherPriorities?: boolean;
}

/** Room in a computed quota besides the objects of the tenant. */
export interface ComputedQuotaOptions {
  /**
   * The number of sandboxes that are claimed at once, besides those of claims in the app. Each leaves its pool, and the
   * pool creates another in its place.
   */
  readonly claims: number;
}

/**
 * The resources that a tenant may use: a ResourceQuota.
 *
 * @see https://kubernetes.io/docs/concepts/policy/resource-quotas/
 */
export class TenantQuota {
  /**
   * Fixed amounts. Synth proves that the objects of the tenant fit, each pool at its highest number of replicas.
   *
   * @param options the amounts
   * @throws when no amount is given, or one is malformed
   */
  public static of(options: TenantQuotaOptions): TenantQuota {
    checkShapes('the options of TenantQuota.of', options, {
      extendedResources: 'object', allowOtherPriorities: 'boolean',
    });
    const { byPriority, allowOtherPriorities } = options;
    const hard = hardOf(options);
    const classes = byPriority === undefined ? [] : classQuotas(byPriority);
    if (byPriority === undefined && allowOtherPriorities !== undefined) {
      throw new Error("'allowOtherPriorities' is about classes besides those of 'byPriority'; give that, or remove it");
    }
    if (Object.keys(hard).length === 0 && classes.length === 0) {
      throw new Error('TenantQuota.of has no amounts; give at least one, or TenantQuota.none()');
    }
    return new TenantQuota(Object.keys(hard).length > 0 ? hard : undefined, undefined, classes, !allowOtherPriorities);
  }

  /**
   * The highest needs of the objects of the tenant, computed at synth: pools at their highest number of replicas (twice
   * that where a pool replaces all at once), sandboxes, claims, other pods, and the overhead of their runtimes.
   *
   * @param options the number of claims that are created while the tenant runs
   * @throws when the number is malformed
   */
  public static computed(options: ComputedQuotaOptions): TenantQuota {
    checkShapes('the options of TenantQuota.computed', options, {});
    checkCount("'claims'", options.claims, 0);
    return new TenantQuota(undefined, options.claims);
  }

  /** No quota: the tenant may use all that the cluster has. */
  public static none(): TenantQuota {
    return new TenantQuota();
  }

  /**
   * A quota that a namespace has.
   * @internal
   */
  public static _standing(hard: Hard | undefined, classes: readonly ClassQuota[], isClosed: boolean): TenantQuota {
    return new TenantQuota(hard, undefined, classes, isClosed);
  }

  /**
   * The amounts, where they are fixed.
   * @internal
   */
  public readonly _hard?: Hard;

  /**
   * The number of claims with room in a computed quota.
   * @internal
   */
  public readonly _claims?: number;

  /**
   * The quotas of single priority classes.
   * @internal
   */
  public readonly _classes: readonly ClassQuota[];

  /**
   * Whether pods of other classes are refused.
   * @internal
   */
  public readonly _isClosed: boolean;

  private constructor(hard?: Hard, claims?: number, classes: readonly ClassQuota[] = [], isClosed = false) {
    this._hard = hard;
    this._claims = claims;
    this._classes = classes;
    this._isClosed = isClosed;
  }

  /**
   * Whether there is a ResourceQuota.
   * @internal
   */
  public get _isBounded(): boolean {
    return this._hard !== undefined || this._claims !== undefined;
  }

  /**
   * The extended resources of which it allows any.
   * @internal
   */
  public get _extendedResources(): string[] {
    return Object.entries(this._hard ?? {}).flatMap(([name, amount]) => {
      const [, resource] = /^requests\.(.*\/.*)$/.exec(name) ?? [];
      return resource !== undefined && amount !== '0' ? [resource] : [];
    });
  }

  /** The quota in words, such as `at most 60 count/sandboxes.agents.x-k8s.io`. */
  public toString(): string {
    const words = (hard: Hard) => Object.entries(hard).map(([name, amount]) => `${amount} ${name}`).join(', ');
    const all = [
      ...(this._hard ? [words(this._hard)] : []),
      ...this._classes.map(({ className, hard }) => `${words(hard)} of priority '${className}'`),
    ];
    if (all.length > 0) { return `at most ${all.join(', and ')}`; }
    return this._claims === undefined
      ? 'no quota'
      : `as much as the objects of the tenant need, with room for ${this._claims} claims`;
  }
}

function hardOf(options: TenantQuotaOptions): Hard {
  if (options.sandboxes !== undefined) { checkCount("'sandboxes'", options.sandboxes, 0); }
  const count = (name: 'sandboxes' | 'claims' | 'pods' | 'volumes', resource: string, otherwise?: number) => {
    const value = options[name] ?? otherwise;
    if (value === undefined) { return {}; }
    checkCount(`'${name}'`, value, 0);
    return { [resource]: String(value) };
  };
  const cpu = (name: 'cpu' | 'requestedCpu', resource: string) =>
    options[name] ? { [resource]: amountOfCpu(`'${name}'`, options[name]).text } : {};
  const size = (name: 'memory' | 'requestedMemory' | 'storage', resource: string) => (
    options[name] ? { [resource]: amountOfSize(`'${name}'`, options[name]).text } : {}
  );
  return {
    ...count('claims', CLAIMS, options.sandboxes),
    ...count('sandboxes', SANDBOXES),
    ...cpu('cpu', 'limits.cpu'),
    ...size('memory', 'limits.memory'),
    ...count('volumes', 'persistentvolumeclaims'),
    ...count('pods', 'pods'),
    ...cpu('requestedCpu', 'requests.cpu'),
    ...size('requestedMemory', 'requests.memory'),
    ...size('storage', 'requests.storage'),
    ...Object.fromEntries(Object.entries(options.extendedResources ?? {}).map(([name, value]) => {
      checkMetadata("'extendedResources'", { [name]: '' }, 'label');
      if (!name.includes('/')) {
        throw new Error(`'extendedResources' has '${name}', which has no domain; give a name such as 'nvidia.com/gpu'`);
      }
      checkCount(`'extendedResources' of '${name}'`, value, 0);
      return [`requests.${name}`, String(value)];
    })),
  };
}
