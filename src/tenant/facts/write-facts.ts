import type { Chart } from 'cdk8s';
import { digestOf } from './digest';
import { FACTS_FORMAT, FactsDocument, FactToleration, RuntimeFact } from './facts-document';
import type { AdmissionSettings } from '../../admission/admission-settings';
import { toolsOf } from '../../app/applied/keep-data';
import { Cluster } from '../../app/cluster';
import { tolerationJson } from '../../checks/toleration-json';
import { cloudText } from '../../cloud/cloud-text';
import { Finding, FindingSeverity } from '../../findings/finding';
import type { CloudIdentity } from '../../identity/cloud-identity';
import { identityJson } from '../../identity/identity-json';
import type { Hard } from '../../judge/capacity/shortfalls';
import type { GitOpsTool } from '../../kubernetes/gitops-tool';
import type { IsolatedRuntime } from '../../runtime/isolated-runtime';
import type { IIsolatedRuntime } from '../../runtime/isolated-runtime-props';
import { overheadAmounts } from '../../runtime/overhead';
import type { ClaimDefaults } from '../../sandbox/claim-defaults';
import type { TenantQuota } from '../tenant-quota';
import { SANDBOX_ACCOUNT, TenantSettings } from '../tenant-settings';

/** A tenant, as far as its facts are made of it. */
export interface FactsSource {
  readonly tenant: Chart;
  readonly settings: TenantSettings;
  readonly admission: AdmissionSettings;
  readonly policy: string;
  readonly isEnforced: boolean;
  readonly podSecurityVersion: string;
  readonly runtimes: readonly IIsolatedRuntime[];
  readonly quota: TenantQuota;
  /** The amounts of its quota, if it has any. */
  readonly hard?: Hard;
  readonly identities?: readonly CloudIdentity[];
  readonly claimDefaults?: ClaimDefaults;
  readonly labels?: Readonly<Record<string, string>>;
  /** What applies the objects of its team, by the app. */
  readonly tools: ReadonlySet<GitOpsTool>;
}

/**
 * The facts of a tenant as they are now.
 *
 * @throws when the release of its cluster is not known
 */
export function factsOf(source: FactsSource): FactsDocument {
  const { tenant, settings, admission, quota, hard, claimDefaults, labels, identities = [] } = source;
  const cluster = Cluster.of(tenant);
  const { ttlAfterFinished, shutdownPolicy } = claimDefaults ?? {};
  const appliedBy = [...new Set([...toolsOf(tenant), ...source.tools])].sort();
  const document = withoutUndefined({
    tenantFacts: FACTS_FORMAT,
    namespace: settings.namespace,
    serviceAccount: SANDBOX_ACCOUNT,
    labels: { ...labels },
    cluster: {
      release: Cluster.releaseFor(tenant).id,
      ...(cluster.cloud && {
        cloud: cloudText(cluster.cloud), ...(!cluster.isEngineOfCloud && { isEngineGiven: true }),
      }),
      kubernetesVersion: cluster.kubernetesVersion,
      clusterDomain: cluster.clusterDomain,
      networkPolicyEngine: cluster.networkPolicyEngine,
      dns: cluster.dns,
      allowedLabelDomains: cluster.allowedLabelDomains,
      priorityClasses: [...new Set([...cluster.priorityClasses, ...admission.priorityClasses])],
      ...airGapOf(cluster),
    },
    podSecurityVersion: source.podSecurityVersion,
    runtimes: source.runtimes.map(runtimeFact),
    quota: { hard, byPriority: quota._classes, allowOtherPriorities: !quota._isClosed },
    limits: {
      defaults: settings.defaults,
      maxima: settings.maxLimits,
      maxVolumeSize: settings.maxVolumeSize,
    },
    identities: identities.map(identityJson),
    admission: { policy: source.policy, isEnforced: source.isEnforced, ...settingsIn(admission) },
    claimDefaults: claimDefaults && {
      ttlSecondsAfterFinished: ttlAfterFinished?.toSeconds(), shutdownPolicy,
    },
    deploys: [...settings.deployedKinds],
    ...(appliedBy.length > 0 && { appliedBy }),
  });
  return { ...document, digest: digestOf(document) };
}

/** Where images come from, and what sandboxes trust: written where it is declared. */
function airGapOf({ mirror, mirrorsAllImages, imagePullSecrets, caBundle }: Cluster) {
  return {
    imageRegistry: mirror?.registry,
    imageRegistryLayout: mirror?.layout,
    ...(mirrorsAllImages && { mirrorAllImages: true }),
    ...(imagePullSecrets.length > 0 && { imagePullSecrets }),
    caBundle: caBundle && {
      kind: caBundle._source === 'secret' ? 'Secret' : 'ConfigMap',
      name: caBundle.name,
      key: caBundle.key,
      mountPath: caBundle.mountPath,
    },
  };
}

/** The settings alone: the flag of the network is in `network` already. */
function settingsIn({ hasDefaultDeny: _, ...settings }: AdmissionSettings & { hasDefaultDeny?: boolean }) {
  return settings;
}

function runtimeFact(runtime: IIsolatedRuntime): RuntimeFact {
  const { runtimeClassName, operatingSystem, overhead, podNodeSelector, podTolerations } = runtime;
  return {
    runtimeClassName,
    technology: (runtime as Partial<IsolatedRuntime>).technology,
    operatingSystem,
    overhead: overhead && overheadAmounts(overhead).podFixed,
    podNodeSelector,
    podTolerations: podTolerations?.map((each) => tolerationJson(each) as FactToleration),
  };
}

/** A copy of plain data, as JSON has it. */
function withoutUndefined(document: FactsDocument): FactsDocument {
  return JSON.parse(JSON.stringify(document)) as FactsDocument;
}

/** ASB420: a quota that grows with the objects of an app, told to a team whose objects are in another. */
export function computedElsewhere(tenant: Chart): Finding {
  return {
    code: 'ASB420',
    severity: FindingSeverity.WARNING,
    message: `the quota of tenant '${tenant.namespace}' is computed from the objects of this app, and the app of its `
      + 'team, which refers to it, has others',
    remedy: 'give the amounts with TenantQuota.of({ ... }), or acknowledge it where all objects are in this app',
    path: tenant.node.path,
  };
}
