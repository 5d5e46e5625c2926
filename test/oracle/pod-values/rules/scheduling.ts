/** Rules of affinity, tolerations and spreading. */
import { ABSENT, alike, LABEL, LABEL_VALUES, made, Make, QUALIFIED, Rule, SUBDOMAIN } from './rule';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';
const NODES = `spec.affinity.nodeAffinity.${REQUIRED}`;
const PREFERRED_NODES = `spec.affinity.nodeAffinity.${PREFERRED}`;

/** Expressions of a selector, of nodes or of labels. */
function expressions(field: string, make: Make, isOfNodes: boolean): Rule[] {
  const expression: Make = (given) => make([{ key: 'a', ...given }]);
  return [
    made(
      field,
      expression,
      [{ operator: 'In' }, { operator: 'NotIn', values: [] }],
      [{ operator: 'In', values: ['a'] }],
    ),
    made(
      field,
      expression,
      [
        { operator: 'Exists', values: ['a'] },
        { operator: 'DoesNotExist', values: [''] },
      ],
      [{ operator: 'Exists' }, { operator: 'DoesNotExist', values: [] }],
    ),
    made(
      field,
      expression,
      [
        { operator: '' },
        {},
        { operator: 'in', values: ['a'] },
        { operator: 'Equals' },
        ...(isOfNodes ? [] : [{ operator: 'Gt', values: ['1'] }]),
      ],
      [{ operator: 'NotIn', values: ['a', 'b'] }, ...(isOfNodes ? [{ operator: 'Lt', values: ['1'] }] : [])],
    ),
    made(
      field,
      expression,
      [...QUALIFIED.refused, ''].map((key) => ({ key, operator: 'Exists' })),
      QUALIFIED.accepted.map((key) => ({ key, operator: 'Exists' })),
    ),
    ...(isOfNodes
      ? [
        made(
          field,
          expression,
          [{ operator: 'Gt' }, { operator: 'Lt', values: ['1', '2'] }],
          [
            { operator: 'Gt', values: ['1'] },
            { operator: 'Gt', values: ['a'] },
          ],
        ),
      ]
      : []),
  ];
}

const LABEL_VALUE_CASES: readonly [unknown[], unknown[]] = [
  LABEL_VALUES.refused.map((value) => [{ key: 'a', operator: 'In', values: ['x', value] }]),
  LABEL_VALUES.accepted.map((value) => [{ key: 'a', operator: 'In', values: [value] }]),
];

const term: Make = (matchExpressions) => [{ matchExpressions }];
const preferred: Make = (matchExpressions) => [{ weight: 1, preference: { matchExpressions } }];
const fields: Make = (given) => [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a'], ...given }] }];

const NODE_RULES: Rule[] = [
  made(NODES, (nodeSelectorTerms) => ({ nodeSelectorTerms }), [[], ABSENT], [[{}]]),
  ...expressions(`${NODES}.nodeSelectorTerms`, term, true),
  made(`${NODES}.nodeSelectorTerms`, term, ...LABEL_VALUE_CASES),
  ...expressions(PREFERRED_NODES, preferred, true),
  made(PREFERRED_NODES, (weight) => [{ weight, preference: {} }], [0, -1, 101, ABSENT], [1, 100]),
  made(
    `${NODES}.nodeSelectorTerms`,
    fields,
    [{ operator: 'Exists' }, { operator: '' }, { operator: 'Gt' }],
    [{ operator: 'In' }, { operator: 'NotIn' }],
  ),
  made(
    `${NODES}.nodeSelectorTerms`,
    fields,
    [{ values: [] }, { values: ABSENT }, { values: ['a', 'b'] }],
    [{ values: ['a'] }],
  ),
  made(
    `${NODES}.nodeSelectorTerms`,
    fields,
    [{ key: '' }, { key: 'metadata.namespace' }, { key: ABSENT }],
    [{ key: 'metadata.name' }],
  ),
  made(
    `${NODES}.nodeSelectorTerms`,
    fields,
    [...SUBDOMAIN.refused, ''].map((value) => ({ values: [value] })),
    SUBDOMAIN.accepted.map((value) => ({ values: [value] })),
  ),
];

function podTerms(field: string, wrap: Make): Rule[] {
  const TERM = { topologyKey: 'a', labelSelector: { matchLabels: { a: 'b' } } };
  const one: Make = (given) => wrap({ ...TERM, ...given });
  return [
    made(field, one, [{ topologyKey: '' }, { topologyKey: ABSENT }], [{}]),
    made(field, (topologyKey) => one({ topologyKey }), QUALIFIED.refused, QUALIFIED.accepted),
    made(field, (name) => one({ namespaces: ['a', name] }), [...LABEL.refused, ''], LABEL.accepted),
    ...alike(
      ...['labelSelector', 'namespaceSelector'].map((name) => [
        made(field, (matchLabels) => one({ [name]: { matchLabels } }), [{ 'a b': '' }, { a: 'b c' }], [{ a: 'b' }]),
        ...expressions(field, (matchExpressions) => one({ [name]: { matchExpressions } }), false),
        made(field, (matchExpressions) => one({ [name]: { matchExpressions } }), ...LABEL_VALUE_CASES),
      ]),
    ),
    ...alike(
      ...['matchLabelKeys', 'mismatchLabelKeys'].map((name) => [
        made(field, (labelSelector) => one({ labelSelector, [name]: ['k'] }), [ABSENT], [{}]),
        made(field, (key) => one({ [name]: [key] }), [...QUALIFIED.refused, ''], QUALIFIED.accepted.slice(1)),
      ]),
    ),
    made(
      field,
      (matchLabelKeys) => one({ matchLabelKeys, mismatchLabelKeys: ['x'] }),
      [['x'], ['y', 'x']],
      [['y'], []],
    ),
    made(
      field,
      one,
      [
        {
          matchLabelKeys: ['a'],
          labelSelector: { matchLabels: { a: 'b' }, matchExpressions: [{ key: 'a', operator: 'Exists' }] },
        },
        {
          matchLabelKeys: ['b', 'a'],
          labelSelector: { matchExpressions: ['a', 'a'].map((key) => ({ key, operator: 'Exists' })) },
        },
      ],
      [
        {
          matchLabelKeys: ['b'],
          labelSelector: { matchLabels: { a: 'b' }, matchExpressions: [{ key: 'a', operator: 'Exists' }] },
        },
        { matchLabelKeys: ['a'], labelSelector: { matchExpressions: [{ key: 'a', operator: 'Exists' }] } },
        { matchLabelKeys: ['a'], labelSelector: { matchLabels: { a: 'b' } } },
      ],
    ),
  ];
}

const SPREAD = {
  maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { a: 'b' } },
};
const spread = (make: (value: any) => object, refused: readonly unknown[], accepted: readonly unknown[]): Rule =>
  made('spec.topologySpreadConstraints', (value) => [{ ...SPREAD, ...make(value) }], refused, accepted);
const spreads = (value: any) => [SPREAD, { ...SPREAD, ...value }];

const SPREADING: Rule[] = [
  spread((maxSkew) => ({ maxSkew }), [0, -1, ABSENT], [1, 100]),
  spread((topologyKey) => ({ topologyKey }), ['', ABSENT], ['a']),
  spread((whenUnsatisfiable) => ({ whenUnsatisfiable }), ['', ABSENT, 'Maybe'], ['DoNotSchedule', 'ScheduleAnyway']),
  made('spec.topologySpreadConstraints', spreads, [{}, { maxSkew: 2 }],
    [{ topologyKey: 'b' }, { whenUnsatisfiable: 'ScheduleAnyway' }]),
  spread((minDomains) => ({ minDomains }), [0, -1], [1, ABSENT]),
  spread((whenUnsatisfiable) => ({ whenUnsatisfiable, minDomains: 1 }), ['ScheduleAnyway'], ['DoNotSchedule']),
  spread((nodeAffinityPolicy) => ({ nodeAffinityPolicy }), ['', 'honor'], ['Honor', 'Ignore', ABSENT]),
  spread((nodeTaintsPolicy) => ({ nodeTaintsPolicy }), ['', 'Skip'], ['Honor', 'Ignore', ABSENT]),
  spread((labelSelector) => ({ labelSelector, matchLabelKeys: ['k'] }), [ABSENT], [{}]),
  spread((matchLabelKeys) => ({ matchLabelKeys }), [...QUALIFIED.refused, ''].map((key) => [key]),
    QUALIFIED.accepted.slice(1).map((key) => [key])),
  spread((matchLabelKeys) => ({
    matchLabelKeys, labelSelector: { matchLabels: { a: 'b' }, matchExpressions: [{ key: 'a', operator: 'Exists' }] },
  }), [['a'], ['b', 'a']], [['b']]),
  spread((matchLabels) => ({ labelSelector: { matchLabels } }), [{ 'a b': '' }, { a: 'b c' }], [{ a: 'b' }]),
];

const TOLERATION = { key: 'a', operator: 'Exists', effect: 'NoExecute' };
const toleration = (make: (value: any) => object, refused: readonly unknown[], accepted: readonly unknown[]): Rule =>
  made('spec.tolerations', (value) => [{ ...TOLERATION, ...make(value) }], refused, accepted);
const TOLERATIONS: Rule[] = [
  toleration((key) => ({ key }), QUALIFIED.refused, [...QUALIFIED.accepted, '', ABSENT]),
  toleration((operator) => ({ key: '', operator }), ['Equal', '', ABSENT], ['Exists']),
  toleration((effect) => ({ effect, tolerationSeconds: 1 }), ['NoSchedule', '', ABSENT], ['NoExecute']),
  toleration((value) => ({ operator: 'Equal', value }), LABEL_VALUES.refused, LABEL_VALUES.accepted),
  toleration((value) => ({ value }), ['a', ' '], ['', ABSENT]),
  toleration((operator) => ({ operator }), ['exists', 'In', 'Gt', 'Lt'], ['Exists', 'Equal', '']),
  toleration((effect) => ({ effect }), ['NoSchedul', 'noExecute'], ['NoSchedule', 'PreferNoSchedule', 'NoExecute', '']),
];

export const SCHEDULING: readonly Rule[] = [
  ...NODE_RULES,
  ...alike(...['podAffinity', 'podAntiAffinity'].map((kind) => [
    ...alike(
      podTerms(`spec.affinity.${kind}.${REQUIRED}`, (given) => [given]),
      podTerms(`spec.affinity.${kind}.${PREFERRED}`, (podAffinityTerm) => [{ weight: 1, podAffinityTerm }]),
    ),
    made(`spec.affinity.${kind}.${PREFERRED}`, (weight) => [{ weight, podAffinityTerm: { topologyKey: 'a' } }],
      [0, 101, ABSENT], [1, 100]),
  ])),
  ...SPREADING,
  ...TOLERATIONS,
];
