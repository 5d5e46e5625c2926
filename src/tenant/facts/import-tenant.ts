import type { Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import type { FactsDocument } from './facts-document';
import { claimDefaultsOf, clusterPropsOf, podContextOf, restoredRuntime } from './restore';
import { StandingAdmissionJudge } from './standing-admission';
import { guardsOf } from './standing-objects';
import { TeamApp } from './team-app';
import { AdmissionScope, isInScope } from '../../admission/admission-scope';
import { compareIdentities } from '../../admission/identities';
import { keepData } from '../../app/applied/keep-data';
import { Cluster } from '../../app/cluster';
import { clusterScopeOf, isClusterScope } from '../../app/cluster-scope';
import { Findings } from '../../app/findings';
import { standingObjects } from '../../app/standing-objects';
import { cloudText } from '../../cloud/cloud-text';
import { Finding, FindingSeverity } from '../../findings/finding';
import type { CodedTrouble } from '../../findings/trouble';
import { giveAccount } from '../../identity/accounts';
import type { CloudIdentity } from '../../identity/cloud-identity';
import { identityOfJson } from '../../identity/identity-json';
import { AdmissionPolicies, AdmissionPolicy } from '../../judge/app/admission-policies';
import { judgeTypedObjects } from '../../judge/app/start-judge';
import type { KubeObject } from '../../kubernetes/kube-object';
import type { IIsolatedRuntime } from '../../runtime/isolated-runtime-props';
import { giveClaimDefaults } from '../../sandbox/given-claim-defaults';
import { joinTenants } from '../guardrail-scope';
import { TenantCapacity } from '../tenant-capacity';
import { TenantQuota } from '../tenant-quota';

/** What constructs of a team take from its tenant. */
export interface OfTenant {
  readonly runtimes: IIsolatedRuntime[];
  readonly identities: CloudIdentity[];
}

/**
 * Has the objects of an app judged by the facts of a tenant.
 *
 * @throws when it is inside another tenant, or another one has the same namespace
 */
export function importTenant(tenant: Chart, facts: FactsDocument): OfTenant {
  declareCluster(tenant, facts);
  joinTenants(tenant);
  judgeTypedObjects(tenant);
  const { namespace, quota: { hard, byPriority, allowOtherPriorities } } = facts;
  const hasUnnamedPools = Cluster.of(tenant).hasUnnamedPools;
  standingObjects(tenant).push(...guardsOf(facts, hasUnnamedPools).map((each) => ({ by: tenant, ...each })));
  new TenantCapacity(
    tenant, namespace, TenantQuota._standing(hard, byPriority, !allowOtherPriorities), podContextOf(facts),
  );
  AdmissionPolicies.of(tenant).add(new StandingAdmission(tenant, facts, hasUnnamedPools));
  const claimDefaults = claimDefaultsOf(facts);
  if (claimDefaults) { giveClaimDefaults(tenant, namespace, claimDefaults); }
  // A cluster may be declared below the app when the tenant is there.
  keepData(tenant, { scope: () => clusterScopeOf(tenant), namespace, tools: facts.appliedBy ?? [] });
  TeamApp.of(tenant).add(tenant, facts);
  Findings._ask(tenant, { list: () => otherCluster(tenant, facts) });
  const identities = (facts.identities ?? []).map(identityOfJson);
  for (const each of identities) { giveAccount(tenant, namespace, each, true); }
  const runtimes = new Construct(tenant, 'Runtimes');
  return { runtimes: facts.runtimes.map((each) => restoredRuntime(runtimes, each)), identities };
}

/** The admission policy of a tenant, which its platform makes. */
class StandingAdmission extends Construct implements AdmissionPolicy {
  readonly _namespaces: readonly string[];
  private readonly bounds: AdmissionScope;
  private judge?: StandingAdmissionJudge;

  constructor(tenant: Chart, private readonly facts: FactsDocument, hasUnnamedPools: boolean) {
    super(tenant, 'Isolation');
    this._namespaces = [facts.namespace];
    this.bounds = { namespaces: this._namespaces, excludedNamespaces: [], hasUnnamedPools };
    const { admission } = facts;
    if (admission.isEnforced) { compareIdentities({ policy: this, scope: this.bounds, settings: admission }); }
  }

  _refusals(object: KubeObject): CodedTrouble[] {
    if (!isInScope(object, this.bounds)) { return []; }
    this.judge ??= new StandingAdmissionJudge(this.facts, Cluster.of(this).kubernetesVersion);
    return this.judge.judge(object);
  }
}

/** Scopes whose cluster the facts of a tenant declare: the first one's. */
const DECLARED_BY = new WeakMap<IConstruct, FactsDocument>();

/**
 * Declares the cluster of the facts, unless one is declared for the tenant. Of another cluster, such as that of another
 * stage, the tenant's own chart is the scope.
 */
function declareCluster(tenant: Chart, facts: FactsDocument): void {
  const above = clusterScopeOf(tenant);
  const first = DECLARED_BY.get(above);
  const isElsewhere = first !== undefined && (
    first.namespace === facts.namespace || JSON.stringify(first.cluster) !== JSON.stringify(facts.cluster)
  );
  if (isClusterScope(above) && !isElsewhere) { return; }
  const scope = isElsewhere ? tenant : above;
  DECLARED_BY.set(scope, facts);
  Cluster.declare(scope, clusterPropsOf(facts), facts.cluster.dns);
}

/** ASB419: the app is written for another cluster than that of the tenant. */
function otherCluster(tenant: Chart, { namespace, cluster: facts }: FactsDocument): Finding[] {
  const { version, kubernetesVersion, networkPolicyEngine, cloud, mirror } = Cluster.of(tenant);
  const differing = ([
    ['release', version?.id, facts.release],
    ['Kubernetes', kubernetesVersion ?? facts.kubernetesVersion, facts.kubernetesVersion ?? kubernetesVersion],
    ['network policy engine', networkPolicyEngine, facts.networkPolicyEngine],
    ['cloud', cloud && cloudText(cloud), facts.cloud],
    ['image registry', mirror?.registry, facts.imageRegistry],
  ] as const).filter(([, here, there]) => here !== there)
    .map(([what, here, there]) => `${what} ${here ?? 'unknown'} here and ${there ?? 'unknown'} there`);
  return differing.length === 0 ? [] : [{
    code: 'ASB419',
    severity: FindingSeverity.ERROR,
    message: `the cluster of this app is not that of tenant '${namespace}' by its facts: ${differing.join(', ')}`,
    remedy: 'remove the declaration of the cluster, which the facts make; have the platform write the facts anew; or '
      + 'declare each of several clusters with SandboxCluster.declare(chart, ...)',
    path: tenant.node.path,
  }];
}
