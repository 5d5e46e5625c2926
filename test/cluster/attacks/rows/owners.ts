/** People of a tenant change fields that a policy holds to the account of an idle timer. */
import { Attack, attacksOf, by } from '../attack';
import { IN_AN_HOUR, pool, sandbox, the } from '../objects';
import { apply, create, jsonPatch, mergePatch, update } from '../requests';

const IDLE = the('Sandbox', 'idle');
const DEV = the('Sandbox', 'dev');
const QUEUE = the('SandboxWarmPool', 'queue');
const POOL = the('SandboxWarmPool', 'python-pool');
const SUSPENDED = { operatingMode: 'Suspended' };
const HELD = by('admission', 'ASB392');

export const OWNERS: readonly Attack[] = [
  ...attacksOf(
    'operator',
    [
      'suspends a sandbox of the timer',
      mergePatch(IDLE, { spec: SUSPENDED }), HELD, mergePatch(DEV, { spec: SUSPENDED }),
    ],
    [
      'suspends it by a JSON patch',
      jsonPatch(IDLE, [{ op: 'replace', path: '/spec/operatingMode', value: 'Suspended' }]), HELD,
      jsonPatch(IDLE, [{ op: 'replace', path: '/spec/operatingMode', value: 'Running' }]),
    ],
    [
      'suspends it by a whole object',
      update(IDLE, [{ op: 'replace', path: '/spec/operatingMode', value: 'Suspended' }]), HELD,
      update(IDLE, [{ op: 'replace', path: '/spec/shutdownTime', value: IN_AN_HOUR }]),
    ],
    ['suspends it by a forced apply', apply(sandbox({}, SUSPENDED, { name: 'idle' })), HELD],
    [
      'creates such a sandbox suspended',
      create(sandbox({}, SUSPENDED, { name: 'attack-idle' })), HELD, create(sandbox({}, {}, { name: 'attack-idle' })),
    ],
    [
      'creates it with an owner, as if the controller did',
      create(sandbox({}, SUSPENDED, {
        name: 'attack-idle',
        ownerReferences: [{
          apiVersion: 'extensions.agents.x-k8s.io/v1beta1',
          kind: 'SandboxWarmPool',
          name: 'queue',
          uid: 'b0b0b0b0-0000-4000-8000-000000000000',
          controller: true,
        }],
      })),
      HELD,
    ],
    [
      'scales a pool of the timer',
      mergePatch(QUEUE, { spec: { replicas: 2 } }), HELD, mergePatch(POOL, { spec: { replicas: 2 } }),
    ],
  ),
  ...attacksOf(
    'runner',
    [
      'scales a pool of the timer by its subresource',
      mergePatch(QUEUE, { spec: { replicas: 2 } }, 'scale'), HELD,
      mergePatch(POOL, { spec: { replicas: 2 } }, 'scale'),
    ],
    ['scales it to 0', mergePatch(QUEUE, { spec: { replicas: 0 } }, 'scale'), HELD],
    ['replaces it by a larger one', apply(pool({ replicas: 3 }, { name: 'queue' })), HELD],
  ),
];
