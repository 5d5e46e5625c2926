import { NOTHING, Rule } from './rule';
import { FindingSeverity } from '../../findings/finding';
import { minorOf } from '../../kubernetes/feature-gates';
import { formatPath } from '../../kubernetes/json-path';
import { inObject } from '../../kubernetes/read-json';
import { judgePolicyRules } from '../values/kinds';

const PATH = ['spec', 'networkPolicy'];

/**
 * Rules of a template of which Kubernetes accepts no NetworkPolicy. The CRD has no rules for their values, so the
 * controller tries to make the policy, and is refused each time.
 */
export const templatePolicy: Rule = {
  code: 'ASB263',
  severity: FindingSeverity.ERROR,
  kinds: ['SandboxTemplate'],
  check: ({ spec }, { kubernetes }) => {
    const { networkPolicy, networkPolicyManagement: management } = inObject(spec);
    if (!networkPolicy || management === 'Unmanaged') { return NOTHING; }
    const problems = judgePolicyRules(inObject(networkPolicy), minorOf(kubernetes));
    return problems.length === 0 ? NOTHING : problems.map(({ path: below, message, remedy }) => {
      const path = [...PATH, ...below];
      return { message: `${formatPath(path)}: ${message}`, remedy, path };
    });
  },
};
