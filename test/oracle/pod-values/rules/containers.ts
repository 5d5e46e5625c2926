/** Rules of containers. */
import { MOUNTS } from './mounts';
import { HTTP, PROBES } from './probes';
import { ABSENT, LABEL, PORT_NAMES, Rule, rule, within } from './rule';
import { SECURITY, SECURITY_OF_BOTH } from './security';
import { VARIABLES } from './variables';
import { Entry } from '../entries';

const MAIN = 'spec.containers.0';
const INIT = 'spec.initContainers.0';
const notRequired = (resourceName: string) => ({ resourceName, restartPolicy: 'NotRequired' });

const OWN: Rule[] = [
  rule('image', ['', ABSENT], ['a', 'A b']),
  rule('image', [' a', 'a ', 'a\n', '\u00a0a'], ['a', 'a b']),
  rule('terminationMessagePolicy', ['file', 'Log'], ['File', 'FallbackToLogsOnError', '']),
  rule('imagePullPolicy', ['always', 'IfNotPresnt'], ['Always', 'IfNotPresent', 'Never', '']),
  rule('ports', PORT_NAMES.refused.map((name) => [{ name, containerPort: 1 }]),
    [...PORT_NAMES.accepted, ''].map((name) => [{ name, containerPort: 1 }])),
  rule('ports', [[{ name: 'a', containerPort: 1 }, { name: 'a', containerPort: 2 }]],
    [[{ name: 'a', containerPort: 1 }, { name: 'b', containerPort: 1 }], [{ containerPort: 1 }, { containerPort: 2 }]]),
  rule('ports', [[{ containerPort: 0 }], [{}]], [[{ containerPort: 1 }]]),
  rule('ports', [-1, 65536].map((containerPort) => [{ containerPort }]), [[{ containerPort: 65535 }]]),
  rule('ports', [-1, 65536].map((hostPort) => [{ containerPort: 1, hostPort }]),
    [0, 1, 65535].map((hostPort) => [{ containerPort: 1, hostPort }])),
  rule('ports', ['tcp', 'HTTP', 'ICMP'].map((protocol) => [{ containerPort: 1, protocol }]),
    ['TCP', 'UDP', 'SCTP', '', ABSENT].map((protocol) => [{ containerPort: 1, protocol }])),
  rule('ports',
    [[{ containerPort: 1, hostPort: 5 }, { containerPort: 2, hostPort: 5 }],
      [{ containerPort: 1, hostPort: 5, hostIP: '1.1.1.1' }, { containerPort: 2, hostPort: 5, hostIP: '1.1.1.1' }]],
    [[{ containerPort: 1, hostPort: 5 }, { containerPort: 2, hostPort: 5, protocol: 'UDP' }],
      [{ containerPort: 1, hostPort: 5 }, { containerPort: 2, hostPort: 5, hostIP: '1.1.1.1' }],
      [{ containerPort: 1, hostPort: 5 }, { containerPort: 1, hostPort: 6 }]]),
  rule('/spec.hostNetwork', [true], [false], ['ports', [{ containerPort: 1 }, { containerPort: 1 }]]),
  rule('resizePolicy',
    ['', ABSENT, 'gpu', 'CPU'].map((resourceName) => [{ resourceName, restartPolicy: 'NotRequired' }]),
    ['cpu', 'memory'].map((resourceName) => [{ resourceName, restartPolicy: 'NotRequired' }])),
  rule('resizePolicy', ['', ABSENT, 'Always'].map((restartPolicy) => [{ resourceName: 'cpu', restartPolicy }]),
    ['NotRequired'].map((restartPolicy) => [{ resourceName: 'cpu', restartPolicy }])),
  rule('resizePolicy', [['cpu', 'cpu']].map((names) => names.map(notRequired)),
    [['cpu', 'memory']].map((names) => names.map(notRequired))),
  rule('restartPolicyRules',
    [ABSENT, 'restart', 'Stop'].map((action) => [{ action, exitCodes: { operator: 'In', values: [1] } }]),
    ['Restart', 'RestartAllContainers'].map((action) => [{ action, exitCodes: { operator: 'In', values: [1] } }]),
    ['restartPolicy', 'Always']),
  rule('restartPolicyRules', [[{ action: 'Restart' }]], [[], ABSENT], ['restartPolicy', 'Always']),
  rule('restartPolicyRules',
    [ABSENT, 'in', 'Exists'].map((operator) => [{ action: 'Restart', exitCodes: { operator, values: [1] } }]),
    ['In', 'NotIn'].map((operator) => [{ action: 'Restart', exitCodes: { operator, values: [0, 300, 1] } }]),
    ['restartPolicy', 'Never']),
  rule('restartPolicyRules',
    [256].map((length) => [{ action: 'Restart', exitCodes: { operator: 'In', values: Array(length).fill(1) } }]),
    [255, 0].map((length) => [{ action: 'Restart', exitCodes: { operator: 'In', values: Array(length).fill(1) } }]),
    ['restartPolicy', 'Never']),
  rule('restartPolicyRules',
    [21].map((length) => Array(length).fill({ action: 'Restart', exitCodes: { operator: 'In' } })),
    [20].map((length) => Array(length).fill({ action: 'Restart', exitCodes: { operator: 'In' } })),
    ['restartPolicy', 'Never']),
  rule('restartPolicy', [ABSENT], ['Never'],
    ['restartPolicyRules', [{ action: 'Restart', exitCodes: { operator: 'In', values: [1] } }]]),
  rule('restartPolicy', ['', 'always', 'Sometimes'], ['Always', 'Never', 'OnFailure', ABSENT]),
];

const SIDECAR: Entry = ['restartPolicy', 'Always'];

export const CONTAINER_RULES: readonly Rule[] = [
  ...within(MAIN, [], ...OWN, ...MOUNTS, ...VARIABLES, ...PROBES),
  ...within(`${MAIN}.securityContext`, [], ...SECURITY),
  ...within(
    MAIN,
    [],
    rule('name', ['', ABSENT], ['a']),
    rule('name', LABEL.refused, LABEL.accepted),
    rule('/spec.containers.+', [{ name: 'main', image: 'a' }], [{ name: 'next', image: 'a' }]),
    rule(
      '/spec.initContainers',
      [
        [{ name: 'main', image: 'a' }],
        [
          { name: 'a', image: 'a' },
          { name: 'a', image: 'a' },
        ],
      ],
      [
        [
          { name: 'a', image: 'a' },
          { name: 'b', image: 'a' },
        ],
      ],
    ),
    rule(
      'resizePolicy',
      [[{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }]],
      [[{ resourceName: 'cpu', restartPolicy: 'NotRequired' }]],
      ['/spec.restartPolicy', 'Never'],
    ),
  ),
  ...within(
    INIT,
    [],
    rule('name', ['', ABSENT], ['a']),
    rule('name', LABEL.refused, LABEL.accepted),
    rule('image', ['', ABSENT], ['a']),
    rule('image', [' a'], ['a']),
    rule(
      'ports',
      [
        [{ containerPort: 0 }],
        [
          { containerPort: 1, hostPort: 5 },
          { containerPort: 2, hostPort: 5 },
        ],
      ],
      [[{ containerPort: 1 }]],
    ),
    ...['livenessProbe', 'readinessProbe', 'startupProbe'].map((name) => rule(name, [HTTP, {}], [ABSENT])),
    rule('lifecycle', [{}, { preStop: HTTP }], [ABSENT, { stopSignal: 'SIGTERM' }]),
    rule('restartPolicy', [ABSENT, 'Never'], ['Always'], ['livenessProbe', HTTP]),
    rule('livenessProbe', [{}, { httpGet: { port: 0 } }], [HTTP], SIDECAR),
    rule(
      'resizePolicy',
      [[{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }]],
      [[{ resourceName: 'cpu', restartPolicy: 'NotRequired' }]],
    ),
  ),
  ...within(
    'spec.securityContext',
    [],
    ...SECURITY_OF_BOTH,
    rule('fsGroup', [-1, 2147483648], [0, 2147483647]),
    rule('supplementalGroups', [[-1], [1, 2147483648]], [[0], [2147483647]]),
    rule('fsGroupChangePolicy', ['', 'always', 'Never'], ['Always', 'OnRootMismatch', ABSENT]),
    rule('supplementalGroupsPolicy', ['', 'merge'], ['Merge', 'Strict', ABSENT]),
    rule('seLinuxChangePolicy', ['', 'recursive'], ['Recursive', ABSENT]),
    rule('seLinuxChangePolicy', ['MountOption'], ['Recursive']),
    rule('sysctls', [[{ name: '', value: '' }], [{ value: '' }]], [[{ name: 'a', value: '' }]]),
    rule(
      'sysctls',
      ['A', 'a b', 'a..b', '-a', '.a', 'a.', 'a'.repeat(254), 'a/.b'].map((name) => [{ name, value: '' }]),
      ['a', 'a.b', 'a/b.c', 'a_b-c', 'a'.repeat(253)].map((name) => [{ name, value: '' }]),
    ),
    rule(
      'sysctls',
      [
        [
          { name: 'a', value: '' },
          { name: 'a', value: '' },
        ],
      ],
      [
        [
          { name: 'a', value: '' },
          { name: 'b', value: '' },
        ],
      ],
    ),
    rule(
      'sysctls',
      ['net.a', 'net/a', 'net.core.somaxconn'].map((name) => [{ name, value: '' }]),
      ['network.a', 'a.net', 'net', 'kernel.sem'].map((name) => [{ name, value: '' }]),
      ['/spec.hostNetwork', true],
    ),
    rule(
      'sysctls',
      ['kernel.shm_rmid_forced', 'kernel.msgmax', 'kernel.sem', 'fs.mqueue.a', 'kernel/shmall'].map((name) => [
        { name, value: '' },
      ]),
      ['kernel.sema', 'net.a', 'kernel.a', 'fs.mqueue'].map((name) => [{ name, value: '' }]),
      ['/spec.hostIPC', true],
    ),
    rule('/spec.shareProcessNamespace', [true], [false, ABSENT], ['/spec.hostPID', true]),
  ),
];
