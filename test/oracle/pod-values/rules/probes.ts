/** Rules of probes and hooks. */
import { alike, PORT_NAMES, PORT_NUMBERS, Rule, rule } from './rule';

export const HTTP = { httpGet: { port: 80 } };
const handlers = (path: string): Rule[] => [
  rule(path, [{}, { initialDelaySeconds: 1 }], [HTTP, { exec: { command: ['a'] } }, { grpc: { port: 1 } }]),
  rule(path, [{ ...HTTP, tcpSocket: { port: 1 } }, { exec: { command: ['a'] }, grpc: { port: 1 } }], [HTTP]),
  rule(path, [{ exec: {} }, { exec: { command: [] } }], [{ exec: { command: [''] } }]),
  ...alike(...['httpGet', 'tcpSocket'].map((kind) => [
    rule(path, PORT_NUMBERS.refused.map((port) => ({ [kind]: { port } })),
      PORT_NUMBERS.accepted.map((port) => ({ [kind]: { port } }))),
    rule(path, [...PORT_NAMES.refused, ''].map((port) => ({ [kind]: { port } })),
      PORT_NAMES.accepted.map((port) => ({ [kind]: { port } }))),
  ])),
  rule(path, PORT_NUMBERS.refused.map((port) => ({ grpc: { port } })), [{ grpc: { port: 1 } }]),
  rule(path, ['http', 'TCP'].map((scheme) => ({ httpGet: { port: 1, scheme } })),
    ['HTTP', 'HTTPS', ''].map((scheme) => ({ httpGet: { port: 1, scheme } }))),
  rule(path, ['', 'A b', 'ä', 'A:'].map((name) => ({ httpGet: { port: 1, httpHeaders: [{ name, value: '' }] } })),
    ['A', '-a', '1'].map((name) => ({ httpGet: { port: 1, httpHeaders: [{ name, value: '' }] } }))),
];
const hooks = (path: string): Rule[] => [
  rule(path, [{}], [HTTP, { exec: { command: ['a'] } }, { sleep: { seconds: 1 } }]),
  rule(path, [{ ...HTTP, tcpSocket: { port: 1 } }, { exec: { command: ['a'] }, sleep: { seconds: 1 } }], [HTTP]),
  rule(path, [{ exec: {} }], [{ exec: { command: ['a'] } }]),
  rule(path, [{ httpGet: { port: 0 } }, { httpGet: { port: 'A' } }], [HTTP]),
  rule(path, [-1, 31].map((seconds) => ({ sleep: { seconds } })), [0, 30].map((seconds) => ({ sleep: { seconds } }))),
  rule(path, [5].map((seconds) => ({ sleep: { seconds } })), [4].map((seconds) => ({ sleep: { seconds } })),
    ['/spec.terminationGracePeriodSeconds', 4]),
];
export const PROBES: Rule[] = [
  ...alike(
    ...['livenessProbe', 'readinessProbe', 'startupProbe'].map((probe) => [
      ...handlers(probe),
      ...['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'failureThreshold'].map((name) =>
        rule(
          probe,
          [{ ...HTTP, [name]: -1 }],
          [
            { ...HTTP, [name]: 0 },
            { ...HTTP, [name]: 1 },
          ],
        ),
      ),
    ]),
  ),
  rule('readinessProbe', [{ ...HTTP, successThreshold: -1 }], [{ ...HTTP, successThreshold: 2 }]),
  rule('readinessProbe', [{ ...HTTP, terminationGracePeriodSeconds: 1 }], [HTTP]),
  ...alike(
    ...['livenessProbe', 'startupProbe'].map((probe) => [
      rule(
        probe,
        [{ ...HTTP, successThreshold: 2 }],
        [
          { ...HTTP, successThreshold: 1 },
          { ...HTTP, successThreshold: 0 },
        ],
      ),
      rule(
        probe,
        [0, -1].map((terminationGracePeriodSeconds) => ({ ...HTTP, terminationGracePeriodSeconds })),
        [{ ...HTTP, terminationGracePeriodSeconds: 1 }],
      ),
    ]),
  ),
  ...alike(hooks('lifecycle.preStop'), hooks('lifecycle.postStart')),
];
