import { NOTHING, Rule } from './rule';
import { FindingSeverity } from '../../findings/finding';
import { Trouble } from '../../findings/trouble';
import { SANDBOX_POD_TEMPLATE } from '../../kubernetes/pod-templates';
import { inObject } from '../../kubernetes/read-json';

const RESERVED = ['agents.x-k8s.io/', 'extensions.agents.x-k8s.io/'];

/** Labels and annotations of pods that belong to the controller, which drops or overwrites them. */
export const reservedKeys: Rule = {
  code: 'ASB201',
  severity: FindingSeverity.ERROR,
  kinds: ['Sandbox', 'SandboxTemplate'],
  check: (object, { release }) => {
    const metadata = inObject(object, ...SANDBOX_POD_TEMPLATE, 'metadata');
    const troubles: Trouble[] = [];
    for (const map of ['labels', 'annotations']) {
      for (const key of Object.keys(inObject(metadata, map))) {
        if (RESERVED.some((prefix) => key.startsWith(prefix))) {
          troubles.push({
            message: `the pod has the ${map.slice(0, -1)} '${key}', whose prefix is reserved for the controller, which `
              + (release.controller.stripsReserved ? 'drops it without a word' : 'sets such keys itself'),
            remedy: 'use a domain of your own',
            at: [...SANDBOX_POD_TEMPLATE, 'metadata', map, key],
          });
        }
      }
    }
    return troubles.length > 0 ? troubles : NOTHING;
  },
};
