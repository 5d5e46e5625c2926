import { FindingSeverity } from '../../../findings/finding';
import { keptOnSpot, podFormOf } from '../operate';
import { Rule } from '../rule';

/** A pod that is not to be disrupted, on nodes that the cloud takes back. */
export const keptOnSpotNodes: Rule = {
  code: 'ASB433',
  severity: FindingSeverity.WARNING,
  kinds: ['Sandbox', 'SandboxTemplate'],
  check: (object) => keptOnSpot(podFormOf(object)).map(({ code: _, severity: __, ...trouble }) => trouble),
};
