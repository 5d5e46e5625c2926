import type { AdmissionSettings } from '../../admission/admission-settings';
import type { IdentityJson } from '../../identity/identity-json';
import type { ContainerDefaults } from '../../judge/capacity/pod-needs';
import type { Hard } from '../../judge/capacity/shortfalls';
import type { GitOpsTool } from '../../kubernetes/gitops-tool';
import type { ClusterDns } from '../../kubernetes/well-known';
import type { DeployedKind } from '../deployed-kind';
import type { ClassQuota } from '../priority-quota';

/**
 * The format of the file. Readers refuse newer ones. Of the first, which has neither identities nor a digest, files are
 * read as well.
 */
export const FACTS_FORMAT = 2;
export const FIRST_FORMAT = 1;

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

/** Certificate authorities, in an object of the namespace. */
export interface BundleFact {
  readonly kind: string;
  readonly name: string;
  readonly key: string;
  readonly mountPath: string;
}

/** What a platform tells a team of its tenant: the content of the file. */
export interface FactsDocument {
  /** The JSON Schema by which an editor completes the file, as the team sets it. */
  readonly $schema?: string;
  readonly tenantFacts: number;
  readonly namespace: string;
  readonly serviceAccount: string;
  /** Labels for every object of the tenant. */
  readonly labels: Readonly<Record<string, string>>;
  readonly cluster: {
    readonly release: string;
    /** What runs it, as one line. */
    readonly cloud?: string;
    /** Whether the engine was given beside the cloud. */
    readonly isEngineGiven?: boolean;
    readonly kubernetesVersion?: string;
    readonly clusterDomain: string;
    readonly networkPolicyEngine: string;
    readonly dns?: ClusterDns;
    readonly allowedLabelDomains: readonly string[];
    readonly priorityClasses: readonly string[];
    readonly imageRegistry?: string;
    readonly imageRegistryLayout?: string;
    readonly mirrorAllImages?: boolean;
    readonly imagePullSecrets?: readonly string[];
    readonly caBundle?: BundleFact;
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
  /** Who its pods may be in a cloud; their accounts are there. */
  readonly identities?: readonly IdentityJson[];
  readonly admission: AdmissionSettings & { readonly policy: string; readonly isEnforced: boolean };
  readonly claimDefaults?: { readonly ttlSecondsAfterFinished?: number; readonly shutdownPolicy?: string };
  /** The kinds that the team's pipeline may apply. */
  readonly deploys: readonly DeployedKind[];
  /** What applies the objects of the team, if the platform knows it. */
  readonly appliedBy?: readonly GitOpsTool[];
  /** Of all else: who leaves out a bound, or widens one, is told. */
  readonly digest?: string;
}
