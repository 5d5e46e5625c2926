import type { AdmissionSettings } from '../../admission/admission-settings';
import type { ContainerDefaults } from '../../judge/capacity/pod-needs';
import type { Hard } from '../../judge/capacity/shortfalls';
import type { ClusterDns } from '../../kubernetes/well-known';
import type { DeployedKind } from '../deployed-kind';
import type { ClassQuota } from '../priority-quota';

/** The format of the file. Readers refuse another one. */
export const FACTS_FORMAT = 1;

/** A toleration, as Kubernetes has it. */
export type FactToleration = Readonly<Record<string, string | number>>;

/** A runtime that pods of the tenant may have. */
export interface RuntimeFact {
  readonly runtimeClassName: string;
  readonly technology?: string;
  readonly operatingSystem?: string;
  readonly overhead?: Readonly<Record<string, string>>;
  readonly podNodeSelector?: Readonly<Record<string, string>>;
  readonly podTolerations?: readonly FactToleration[];
}

/** What a platform tells a team of its tenant: the content of the file. */
export interface FactsDocument {
  readonly tenantFacts: number;
  readonly namespace: string;
  readonly serviceAccount: string;
  /** Labels for every object of the tenant. */
  readonly labels: Readonly<Record<string, string>>;
  readonly cluster: {
    readonly release: string;
    readonly kubernetesVersion?: string;
    readonly clusterDomain: string;
    readonly networkPolicyEngine: string;
    readonly dns?: ClusterDns;
    readonly allowedLabelDomains: readonly string[];
    readonly priorityClasses: readonly string[];
  };
  readonly podSecurityVersion: string;
  readonly runtimes: readonly RuntimeFact[];
  readonly quota: {
    readonly hard?: Hard;
    readonly byPriority: readonly ClassQuota[];
    readonly allowOtherPriorities: boolean;
  };
  readonly limits: {
    readonly defaults: ContainerDefaults;
    readonly maxima: Readonly<Record<string, string>>;
    readonly maxVolumeSize?: string;
  };
  readonly admission: AdmissionSettings & { readonly policy: string; readonly isEnforced: boolean };
  readonly claimDefaults?: { readonly ttlSecondsAfterFinished?: number; readonly shutdownPolicy?: string };
  /** The kinds that the team's pipeline may apply. */
  readonly deploys: readonly DeployedKind[];
}
