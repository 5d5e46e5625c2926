import type { FactsDocument } from './facts-document';
import { AdmissionJudge } from '../../admission/admission-judge';
import { FindingSeverity } from '../../findings/finding';
import type { CodedTrouble } from '../../findings/trouble';
import type { KubeObject } from '../../kubernetes/kube-object';

/** The bound of networks: accounts that may create NetworkPolicies are exempt. */
const NETWORK_BOUND = 'ASB383';

/** Judges objects of a team as the admission policies of its tenant do, for the account of its pipeline. */
export class StandingAdmissionJudge {
  private readonly judging: AdmissionJudge;
  private readonly isExempt: boolean;
  private readonly isEnforced: boolean;

  constructor({ admission, deploys }: FactsDocument, kubernetesVersion: string | undefined) {
    const { policy: name, isEnforced, network, ...rest } = admission;
    this.isEnforced = isEnforced;
    this.isExempt = deploys.some(({ kind }) => kind === 'NetworkPolicy');
    const settings = { ...rest, network: { ...network, isOfOthers: !this.isExempt } };
    this.judging = new AdmissionJudge({ name, settings, isEnforced, kubernetesVersion });
  }

  /** Why the policies refuse an object of the namespace. */
  judge(object: KubeObject): CodedTrouble[] {
    const isSure = this.isEnforced && !this.isExempt;
    return this.judging.judge(object).map((each) => (
      isSure && each.code === NETWORK_BOUND ? { ...each, severity: FindingSeverity.ERROR } : each
    ));
  }
}
