/** Rules of resources, of containers and of pods. */
import { ABSENT, alike, LABEL, made, Rule, rule, within } from './rule';

/** Names and amounts of resources, of a container or a pod. */
function amounts(isOfPod: boolean): Rule[] {
  const names = isOfPod
    ? { refused: ['gpu', 'nvidia.com/gpu', 'ephemeral-storage', 'storage'], accepted: ['cpu', 'memory'] }
    : {
      refused: ['gpu', 'storage', 'pods', 'requests.cpu', 'limits.cpu', 'CPU'],
      accepted: ['cpu', 'memory', 'ephemeral-storage', 'nvidia.com/gpu', 'kubernetes.io/x', 'a.kubernetes.io/x'],
    };
  return alike(
    ...['limits', 'requests'].map((kind) => [
      made('', (name) => ({ limits: { [name]: 1 }, requests: { [name]: 1 } }), names.refused, names.accepted),
      made('', (name) => ({ limits: { cpu: 1 }, [kind]: { [name]: 1 } }), ['a b', '-a', '/a', 'a/b/c'], ['cpu']),
      made('', (cpu) => ({ [kind]: { cpu } }), ['-1', -1, '-1m', '-1Gi', '-1n'], ['0', 0, '1m', '0.5', '-0', '1e3']),
      made(
        '',
        (pages) => ({ limits: { 'cpu': 1, 'hugepages-2Mi': pages }, requests: { 'hugepages-2Mi': pages } }),
        ['1Mi', '3Mi', 1],
        ['2Mi', '4Mi', '0', '2097152'],
      ),
      ...(isOfPod
        ? []
        : [
          made(
            '',
            (amount) => ({ limits: { 'a.com/b': amount }, requests: { 'a.com/b': amount } }),
            ['500m', '0.5', '1n'],
            ['1', '1000m', '1.0', '1k'],
          ),
          made(
            '',
            (given) => given,
            [{ [kind]: { 'hugepages-2Mi': '2Mi' }, limits: { 'hugepages-2Mi': '2Mi' } }],
            [{ limits: { 'hugepages-2Mi': '2Mi', 'memory': '1Mi' } }],
          ),
          made(
            '',
            (name) => ({ limits: { cpu: 1, [name]: '2Mi' }, requests: { [name]: '2Mi' } }),
            ['hugepages-x', 'hugepages-', 'hugepages-0', 'hugepages--2Mi', 'hugepages-1m'],
            ['hugepages-2Mi', 'hugepages-1'],
          ),
        ]),
    ]),
  );
}

const CLAIM = { name: 'gpu', resourceClaimTemplateName: 't' };
const COMPARISONS: Rule[] = [
  made('', (requests) => ({ limits: { cpu: 1, memory: '1Gi' }, requests }), [{ cpu: '1001m' }, { memory: '1025Mi' }],
    [{ cpu: '1000m' }, { memory: '1024Mi' }, {}]),
];
const OF_CONTAINER: Rule[] = [
  ...amounts(false),
  ...COMPARISONS,
  made(
    '',
    (given) => given,
    [{ requests: { 'a.com/b': 1 } }, { requests: { 'hugepages-2Mi': '2Mi', 'cpu': 1 } }],
    [{ limits: { 'a.com/b': 1 } }],
  ),
  made(
    '',
    (given) => given,
    [
      { limits: { 'a.com/b': 2 }, requests: { 'a.com/b': 1 } },
      { limits: { 'a.com/b': 1 }, requests: { 'a.com/b': 2 } },
    ],
    [{ limits: { 'a.com/b': 1 }, requests: { 'a.com/b': '1' } }],
  ),
  rule('claims', [[{}], [{ name: '' }]], [[{ name: 'gpu' }]], ['/spec.resourceClaims', [CLAIM]]),
  rule('claims', [[{ name: 'other' }]], [[{ name: 'gpu' }]], ['/spec.resourceClaims', [CLAIM]]),
  rule(
    'claims',
    LABEL.refused.map((request) => [{ name: 'gpu', request }]),
    LABEL.accepted.map((request) => [{ name: 'gpu', request }]),
    ['/spec.resourceClaims', [CLAIM]],
  ),
  rule(
    'claims',
    [
      [{ name: 'gpu' }, { name: 'gpu' }],
      [{ name: 'gpu' }, { name: 'gpu', request: 'a' }],
      [
        { name: 'gpu', request: 'a' },
        { name: 'gpu', request: 'a' },
      ],
      [{ name: 'gpu', request: 'a' }, { name: 'gpu' }],
    ],
    [
      [
        { name: 'gpu', request: 'a' },
        { name: 'gpu', request: 'b' },
      ],
    ],
    ['/spec.resourceClaims', [CLAIM]],
  ),
];

/** Rules of a whole object at a path. */
const at = (path: string, rules: readonly Rule[]): Rule[] => rules.map((each) => each.field === ''
  ? { ...each, field: path }
  : within(path, [], each)[0]);

const OF_MAIN = 'spec.containers.0.resources';
const OF_INIT = 'spec.initContainers.0.resources';
const OF_POD: Rule[] = [
  ...amounts(true),
  ...COMPARISONS,
  made(
    '',
    (given) => given,
    [{ requests: { 'hugepages-2Mi': '2Mi', 'cpu': 1 } }],
    [{ limits: { 'hugepages-2Mi': '2Mi', 'cpu': 1 } }],
  ),
  made(
    '',
    (given) => given,
    [{ limits: { 'hugepages-2Mi': '2Mi' } }],
    [{ limits: { 'hugepages-2Mi': '2Mi', 'cpu': 1 } }],
  ),
  rule('claims', [[{ name: 'gpu' }]], [ABSENT], ['/spec.resourceClaims', [CLAIM]]),
  rule('requests', [{ cpu: '999m' }], [{ cpu: '1' }, { memory: 1 }], [`/${OF_MAIN}`, { requests: { cpu: 1 } }]),
  rule('requests', [{ cpu: '1' }], [{ cpu: '2' }], [`/${OF_INIT}`, { requests: { cpu: 2 } }], [`/${OF_MAIN}`, ABSENT]),
  rule(
    'requests',
    [{ cpu: '2' }],
    [{ cpu: '3' }],
    [`/${OF_INIT}`, { limits: { cpu: 2 } }],
    ['/spec.initContainers.0.restartPolicy', 'Always'],
    [`/${OF_MAIN}`, { limits: { cpu: 1 } }],
  ),
  rule(
    'limits',
    [{ cpu: '999m' }],
    [{ cpu: '1' }, { memory: 1 }],
    [`/${OF_MAIN}`, { limits: { cpu: 1 }, requests: { cpu: '1m' } }],
  ),
  rule('/spec.os', [{ name: 'windows' }], [{ name: 'linux' }], ['limits', { cpu: 1 }]),
];

export const RESOURCES: readonly Rule[] = [
  ...at(OF_MAIN, OF_CONTAINER),
  ...at('spec.resources', OF_POD),
  made('spec.overhead', (given) => given, [{ gpu: 1 }, { cpu: '-1' }, { 'a b': 1 }], [{ cpu: '1' }, { 'a.com/b': 1 }]),
  made('spec.overhead', (given) => given, [{ 'hugepages-2Mi': '2Mi' }], [{ 'hugepages-2Mi': '2Mi', 'cpu': 1 }]),
];
