import type { Size } from 'cdk8s';
import { CLAIMS, SANDBOXES } from './capacity/object-needs';
import type { Hard } from './capacity/shortfalls';
import { amountOfCpu, amountOfSize } from '../checks/amounts';
import { checkCount, checkMetadata } from '../checks/forms';
import type { Cpu } from '../kubernetes/kplus';

/** How much a tenant may have at once. What is left out is not bounded. */
export interface TenantQuotaOptions {
  /**
   * How many sandboxes, those that wait in pools included.
   * @default - any
   */
  readonly sandboxes?: number;

  /**
   * How many claims.
   * @default - any
   */
  readonly claims?: number;

  /**
   * How many pods.
   * @default - any
   */
  readonly pods?: number;

  /**
   * CPU limits of all pods together.
   * @default - any
   */
  readonly cpu?: Cpu;

  /**
   * Memory limits of all pods together.
   * @default - any
   */
  readonly memory?: Size;

  /**
   * CPU requests of all pods together, with the overhead of their runtimes.
   * @default - any
   */
  readonly requestedCpu?: Cpu;

  /**
   * Memory requests of all pods together, with the overhead of their runtimes.
   * @default - any
   */
  readonly requestedMemory?: Size;

  /**
   * Storage that all volume claims together ask for.
   * @default - any
   */
  readonly storage?: Size;

  /**
   * How many volume claims.
   * @default - any
   */
  readonly volumes?: number;

  /**
   * How many of resources that nodes have besides, such as `nvidia.com/gpu`: 0 for none.
   * @default - any
   * @see https://kubernetes.io/docs/concepts/policy/resource-quotas/#resource-quota-for-extended-resources
   */
  readonly extendedResources?: { [name: string]: number };
}

/** What a computed quota makes room for, besides what the tenant contains. */
export interface ComputedQuotaOptions {
  /**
   * How many sandboxes are claimed at once, besides those of claims in the app: each leaves its pool, which makes another
   * in its place.
   */
  readonly claims: number;
}

/**
 * How much a tenant may have: a ResourceQuota.
 *
 * @see https://kubernetes.io/docs/concepts/policy/resource-quotas/
 */
export class TenantQuota {
  /**
   * As given; and what the tenant contains must fit, each pool at its most replicas, which is proven at synth.
   *
   * @param options how much
   * @throws when nothing is bounded, or an amount is malformed
   */
  public static of(options: TenantQuotaOptions): TenantQuota {
    const hard = hardOf(options);
    if (Object.keys(hard).length === 0) { throw new Error('TenantQuota.of bounds nothing; give at least one amount, or TenantQuota.none()'); }
    return new TenantQuota(hard);
  }

  /**
   * Just what the tenant contains needs at most, computed at synth: pools at their most replicas, those that are replaced
   * at once twice, sandboxes, claims, other pods, and the overhead of their runtimes.
   *
   * @param options how many claims are made while it runs
   * @throws when the count is malformed
   */
  public static computed(options: ComputedQuotaOptions): TenantQuota {
    checkCount("'claims'", options.claims, 0);
    return new TenantQuota(undefined, options.claims);
  }

  /** None: the tenant may have whatever the cluster has. */
  public static none(): TenantQuota {
    return new TenantQuota();
  }

  /**
   * What it allows, where that was given.
   * @internal
   */
  public readonly _hard?: Hard;

  /**
   * For how many claims room is made, where it is computed.
   * @internal
   */
  public readonly _claims?: number;

  private constructor(hard?: Hard, claims?: number) {
    this._hard = hard;
    this._claims = claims;
  }

  /**
   * Whether there is one.
   * @internal
   */
  public get _isBounded(): boolean {
    return this._hard !== undefined || this._claims !== undefined;
  }
}

function hardOf(options: TenantQuotaOptions): Hard {
  const count = (name: 'sandboxes' | 'claims' | 'pods' | 'volumes', resource: string) => {
    const value = options[name];
    if (value === undefined) { return {}; }
    checkCount(`'${name}'`, value, 0);
    return { [resource]: String(value) };
  };
  const cpu = (name: 'cpu' | 'requestedCpu', resource: string) => (options[name] ? { [resource]: amountOfCpu(`'${name}'`, options[name]).text } : {});
  const size = (name: 'memory' | 'requestedMemory' | 'storage', resource: string) => (
    options[name] ? { [resource]: amountOfSize(`'${name}'`, options[name]).text } : {}
  );
  return {
    ...count('claims', CLAIMS),
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
      if (!name.includes('/')) { throw new Error(`'extendedResources' has '${name}', which has no domain; give, for example, 'nvidia.com/gpu'`); }
      checkCount(`'extendedResources' of '${name}'`, value, 0);
      return [`requests.${name}`, String(value)];
    })),
  };
}
