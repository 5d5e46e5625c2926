import { judgeByPolicies, PolicyContext, readPolicies } from '../../../src/judge/admission-policies';
import { KubeObject } from '../../../src/kubernetes/kube-object';
import { Catalogue } from '../../../src/release/catalogue';

const RELEASE = Catalogue.standard().get('v1.0.5');
const ADMISSION = 'admissionregistration.k8s.io/v1';

const RULE = {
  apiGroups: ['agents.x-k8s.io'],
  apiVersions: ['v1beta1'],
  operations: ['CREATE', 'UPDATE'],
  resources: ['sandboxes'],
};

function policy(spec: object, apiVersion = ADMISSION): KubeObject {
  return {
    apiVersion,
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: 'p' },
    spec: { matchConstraints: { resourceRules: [RULE] }, ...spec },
  };
}

function asking(expression: string, more: object = {}, validation: object = {}): KubeObject {
  return policy({ validations: [{ expression, ...validation }], ...more });
}

function binding(spec: object = {}): KubeObject {
  return {
    apiVersion: ADMISSION,
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name: 'b' },
    spec: { policyName: 'p', validationActions: ['Deny'], ...spec },
  };
}

function sandbox(spec: object = {}, metadata: object = { name: 'dev', namespace: 'research' }): KubeObject {
  return {
    apiVersion: 'agents.x-k8s.io/v1beta1',
    kind: 'Sandbox',
    metadata: metadata as KubeObject['metadata'],
    spec: { podTemplate: { spec: { containers: [{ name: 'main', image: 'registry.example.com/a:1' }] } }, ...spec },
  };
}

function namespace(name: string, labels: object): KubeObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { ...labels } } };
}

function found(
  given: readonly KubeObject[],
  object: KubeObject = sandbox(),
  context: Partial<PolicyContext> = {},
): string[] {
  const policies = readPolicies(given, RELEASE);
  expect(
    policies.findings.filter(
      ({
        located: {
          finding: { severity },
        },
      }) => severity === 'error',
    ),
  ).toEqual([]);
  return judgeByPolicies(policies, object, { release: RELEASE, ...context }).map(
    ({ finding: { severity, code, message } }) => `${severity} ${code} ${message}`,
  );
}

function faults(...given: KubeObject[]): string[] {
  return readPolicies(given, RELEASE).findings.map(
    ({
      located: {
        finding: { severity, code, message },
        path,
      },
    }) => `${severity} ${code} ${path.join('.')}: ${message}`,
  );
}

const TRUE = 'object.spec.operatingMode == "Running"';
const FALSE = 'object.spec.operatingMode == "Suspended"';
const REFUSED = [`error ASB104 admission policy 'p' refuses it: it fails '${FALSE}'`];

describe('a policy', () => {
  test('refuses what fails its expression, after defaults are set', () => {
    expect(found([asking(TRUE), binding()])).toEqual([]);
    expect(found([asking(FALSE), binding()])).toEqual(REFUSED);
    expect(found([{ ...asking(FALSE), apiVersion: 'admissionregistration.k8s.io/v1beta1' }, binding()])).toEqual(
      REFUSED,
    );
  });

  test('says what its message says, and a computed one first', () => {
    expect(found([asking(FALSE, {}, { message: ' stop it ' }), binding()])).toEqual([
      "error ASB104 admission policy 'p' refuses it: stop it",
    ]);
    expect(
      found([asking(FALSE, {}, { message: 'm', messageExpression: '"is " + object.spec.operatingMode' }), binding()]),
    ).toEqual(["error ASB104 admission policy 'p' refuses it: is Running"]);
    expect(
      found([asking(FALSE, {}, { message: 'm', messageExpression: 'string(object.spec.missing)' }), binding()]),
    ).toEqual(["error ASB104 admission policy 'p' refuses it: m"]);
    expect(found([asking(FALSE, {}, { message: 'm', messageExpression: '"two\\nlines"' }), binding()])).toEqual([
      "error ASB104 admission policy 'p' refuses it: m",
    ]);
  });

  test('with a message tells its expression besides, as far as that is short', () => {
    const remedyOf = (expression: string) => {
      const policies = readPolicies([asking(expression, {}, { message: 'stop it' }), binding()], RELEASE);
      return judgeByPolicies(policies, sandbox(), { release: RELEASE })[0].finding.remedy;
    };
    expect(remedyOf(FALSE)).toBe(`the policy asks for ${FALSE}`);
    expect(remedyOf(`${FALSE} && ${'true && '.repeat(20)}true`)).toMatch(
      /^the policy asks for object\.spec\.operatingMode == "Suspended" && true.{60,80}\.\.\.$/,
    );
  });

  test('warns where its binding does not deny', () => {
    expect(found([asking(FALSE), binding({ validationActions: ['Warn', 'Audit'] })])[0]).toMatch(/^warning ASB104 /);
    expect(found([asking(FALSE), binding({ validationActions: ['Audit', 'Deny'] })])[0]).toMatch(/^error ASB104 /);
  });

  test('fails if an expression does, unless it ignores that', () => {
    const expression = 'object.spec.missing == 1';
    expect(found([asking(expression), binding()])).toEqual([
      "error ASB105 an expression of admission policy 'p' fails, " +
        `which refuses the object: '${expression}': no such key: missing`,
    ]);
    expect(found([asking(expression, { failurePolicy: 'Ignore' }), binding()])).toEqual([
      "warning ASB105 an expression of admission policy 'p' fails, " +
        `so that it lets the object in: '${expression}': no such key: missing`,
    ]);
  });

  test('that nothing binds is judged as if something did', () => {
    expect(faults(asking(FALSE))).toEqual([
      'warning ASB105 : no binding of the policy is given; it is judged as if it were bound to all objects',
    ]);
    expect(found([asking(FALSE), binding({ policyName: 'other' })])).toEqual(REFUSED);
  });

  test('sees the object as it was, and the request', () => {
    const kept = asking(
      'oldObject == null ? request.operation == "CREATE" : ' +
        'object.spec == oldObject.spec && request.operation == "UPDATE"',
    );
    expect(found([kept, binding()])).toEqual([]);
    expect(found([kept, binding()], sandbox(), { old: () => sandbox() })).toEqual([]);
    expect(found([kept, binding()], sandbox({ operatingMode: 'Suspended' }), { old: () => sandbox() })).toHaveLength(1);
    expect(
      found([
        asking(
          'request.kind.kind == "Sandbox" && request.resource.resource == ' +
            '"sandboxes" && request.namespace == "research" && request.name == "dev"',
        ),
        binding(),
      ]),
    ).toEqual([]);
  });

  test('composes variables, each evaluated when it is asked for', () => {
    const variables = [
      { name: 'a', expression: '1 / 0' },
      { name: 'spec', expression: 'object.spec.podTemplate.spec' },
      { name: 'images', expression: 'variables.spec.containers.map(c, c.image)' },
    ];
    expect(
      found([asking('variables.images.all(i, i.startsWith("registry.example.com/"))', { variables }), binding()]),
    ).toEqual([]);
    expect(found([asking('variables.a == 1', { variables }), binding()])).toEqual([
      expect.stringContaining("variable 'a': division by zero"),
    ]);
  });
});

describe('match conditions', () => {
  const matching = (...expressions: string[]) =>
    asking(FALSE, { matchConditions: expressions.map((expression, index) => ({ name: `c${index}`, expression })) });

  test('leave out what they are not about, even where another fails', () => {
    expect(found([matching('object.metadata.name == "dev"'), binding()])).toEqual(REFUSED);
    expect(found([matching('object.metadata.name == "other"'), binding()])).toEqual([]);
    expect(found([matching('object.spec.missing == 1', 'false'), binding()])).toEqual([]);
  });

  test('fails if one does', () => {
    expect(found([matching('object.spec.missing == 1'), binding()])).toEqual([
      expect.stringMatching(/^error ASB105 .*match condition 'c0': no such key: missing$/),
    ]);
  });
});

describe('what a policy is about', () => {
  const limited = (matchConstraints: object) => policy({ matchConstraints, validations: [{ expression: FALSE }] });

  test.each<[string, object, boolean]>([
    ['its resources', {}, true],
    [
      'all resources',
      { resourceRules: [{ ...RULE, apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources: ['*'] }] },
      true,
    ],
    ['all and what is below them', { resourceRules: [{ ...RULE, resources: ['*/*'] }] }, true],
    ['a subresource', { resourceRules: [{ ...RULE, resources: ['sandboxes/status'] }] }, false],
    ['another operation', { resourceRules: [{ ...RULE, operations: ['UPDATE'] }] }, false],
    ['another group', { resourceRules: [{ ...RULE, apiGroups: [''] }] }, false],
    ['another version', { resourceRules: [{ ...RULE, apiVersions: ['v1'] }] }, false],
    ['cluster-scoped resources', { resourceRules: [{ ...RULE, scope: 'Cluster' }] }, false],
    ['one by its name', { resourceRules: [{ ...RULE, resourceNames: ['dev'] }] }, true],
    ['one of another name', { resourceRules: [{ ...RULE, resourceNames: ['prod'] }] }, false],
    ['what is not excluded', { excludeResourceRules: [{ ...RULE, resourceNames: ['dev'] }] }, false],
    ['labels that it has', { objectSelector: { matchLabels: { team: 'a' } } }, true],
    [
      'labels that it lacks',
      { objectSelector: { matchExpressions: [{ key: 'team', operator: 'NotIn', values: ['a'] }] } },
      false,
    ],
    [
      'the name of the namespace',
      { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'research' } } },
      true,
    ],
    [
      'another namespace',
      {
        namespaceSelector: {
          matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['research'] }],
        },
      },
      false,
    ],
  ])('%s', (_, constraints, isAbout) => {
    const object = sandbox({}, { name: 'dev', namespace: 'research', labels: { team: 'a' } });
    expect(found([limited({ resourceRules: [RULE], ...constraints }), binding()], object)).toEqual(
      isAbout ? REFUSED : [],
    );
  });

  test('is narrowed by its binding', () => {
    expect(
      found([asking(FALSE), binding({ matchResources: { objectSelector: { matchLabels: { team: 'b' } } } })]),
    ).toEqual([]);
    expect(
      found([asking(FALSE), binding({ matchResources: { resourceRules: [{ ...RULE, resourceNames: ['dev'] }] } })]),
    ).toEqual(REFUSED);
  });

  test('by labels of a namespace is certain where that is known', () => {
    const given = [limited({ resourceRules: [RULE], namespaceSelector: { matchLabels: { tier: 'prod' } } }), binding()];
    expect(found(given, sandbox(), { namespace: (name) => namespace(name, { tier: 'prod' }) })).toEqual(REFUSED);
    expect(found(given, sandbox(), { namespace: (name) => namespace(name, { tier: 'test' }) })).toEqual([]);
    expect(found(given)).toEqual([
      "warning ASB104 admission policy 'p' refuses it, " +
        `if Namespace 'research' has the labels that are selected: it fails '${FALSE}'`,
    ]);
    expect(found(given, sandbox({}, { name: 'dev' }))[0]).toMatch(/if its namespace is one that is selected/);
  });

  test('says so if it sees the object in a version to which it is not converted here', () => {
    const release = Catalogue.standard().get('v0.5.6');
    const policies = readPolicies(
      [limited({ resourceRules: [{ ...RULE, apiVersions: ['v1alpha1'] }] }), binding()],
      release,
    );
    expect(judgeByPolicies(policies, sandbox(), { release })).toMatchObject([
      {
        finding: {
          code: 'ASB105',
          severity: 'warning',
          message: expect.stringContaining('sees the object as v1alpha1'),
        },
      },
    ]);
    const exact = readPolicies(
      [limited({ matchPolicy: 'Exact', resourceRules: [{ ...RULE, apiVersions: ['v1alpha1'] }] }), binding()],
      release,
    );
    expect(judgeByPolicies(exact, sandbox(), { release })).toEqual([]);
  });

  test('may be objects of Kubernetes itself', () => {
    const pods = policy({
      matchConstraints: { resourceRules: [{ ...RULE, apiGroups: [''], apiVersions: ['v1'], resources: ['pods'] }] },
      validations: [{ expression: 'object.spec.hostNetwork != true' }],
    });
    const pod = (spec: object) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', namespace: 'a' }, spec });
    expect(found([pods, binding()], pod({ hostNetwork: true }))).toHaveLength(1);
    expect(found([pods, binding()], pod({ hostNetwork: false }))).toEqual([]);
  });
});

describe('parameters', () => {
  const limits = (name: string, most: string, labels = {}) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'research', labels },
    data: { most },
  });
  const given = (paramRef?: object) => [
    asking('object.metadata.name.size() <= int(params.data.most)', {
      paramKind: { apiVersion: 'v1', kind: 'ConfigMap' },
    }),
    binding({ ...(paramRef && { paramRef }) }),
  ];
  const among = (...objects: KubeObject[]) => ({
    parameters: (apiVersion: string, kind: string) =>
      objects.filter((each) => each.apiVersion === apiVersion && each.kind === kind),
  });

  test('are found by name or labels, one evaluation each', () => {
    expect(found(given({ name: 'small' }), sandbox(), among(limits('small', '2'), limits('large', '9')))).toHaveLength(
      1,
    );
    expect(found(given({ name: 'large' }), sandbox(), among(limits('small', '2'), limits('large', '9')))).toEqual([]);
    expect(
      found(
        given({ selector: { matchLabels: { a: 'b' } } }),
        sandbox(),
        among(limits('small', '2', { a: 'b' }), limits('large', '9', { a: 'b' })),
      ),
    ).toHaveLength(1);
  });

  test('that are not among the files are not judged by, which is said', () => {
    expect(found(given({ name: 'small' }))).toEqual([
      "warning ASB105 admission policy 'p' is not judged: " +
        "ConfigMap 'research/small', by which it judges, is not among the files",
    ]);
  });

  test.each([
    ['Deny', 'the API server refuses the object where the cluster has none'],
    ['Allow', 'the API server lets the object in where the cluster has none'],
  ])('that are not among the files: what to do, and what the cluster does, by %s', (parameterNotFoundAction, what) => {
    const policies = readPolicies(given({ name: 'small', parameterNotFoundAction }), RELEASE);
    expect(judgeByPolicies(policies, sandbox(), { release: RELEASE }).map(({ finding: { remedy } }) => remedy))
      .toEqual([`give the file that has it, too (validate --policy); ${what}`]);
  });

  test('that a variable cannot read are told of once', () => {
    const names = [1, 2, 3].map((size) => ({ expression: `variables.most.size() < ${size}` }));
    const all = [
      policy({
        paramKind: { apiVersion: 'v1', kind: 'ConfigMap' },
        variables: [{ name: 'most', expression: 'params.data.least' }],
        validations: [...names, { expression: 'object.metadata.name == "other"', message: 'another name' }],
      }),
      binding({ paramRef: { name: 'small' } }),
    ];
    expect(found(all, sandbox(), among(limits('small', '2')))).toEqual([
      expect.stringMatching(/^error ASB105 .*'variables\.most\.size\(\) < 1': variable 'most': no such key: least$/),
      expect.stringMatching(/^error ASB104 .*another name$/),
    ]);
  });

  test('are null where the binding gives none', () => {
    expect(
      found([asking('params == null', { paramKind: { apiVersion: 'v1', kind: 'ConfigMap' } }), binding()]),
    ).toEqual([]);
  });
});

describe('what only a cluster knows', () => {
  test.each([
    ['authorizer.group("").resource("pods").check("create").allowed()', 'what a user may do (authorizer)'],
    ['authorizer.requestResource.check("use").allowed()', 'what a user may do (authorizer)'],
    ['request.userInfo.username == "a"', 'who makes the request (request.userInfo)'],
    ['namespaceObject.metadata.labels["a"] == "b"', "Namespace 'research', which is not among the files,"],
  ])('is told, and refuses nothing: %s', (expression, what) => {
    expect(found([asking(expression), binding()])).toEqual([
      `warning ASB105 admission policy 'p' is not judged: '${expression}': ${what} cannot be answered offline`,
    ]);
    expect(found([asking(`${expression} || true`), binding()])).toEqual([]);
  });

  test('is known where it is given', () => {
    expect(
      found([asking('namespaceObject.metadata.labels["a"] == "b"'), binding()], sandbox(), {
        namespace: (name) => namespace(name, { a: 'b' }),
      }),
    ).toEqual([]);
  });
});

describe('ASB105: a policy that the API server refuses', () => {
  test.each<[string, KubeObject, string]>([
    [
      'has a mistake',
      asking('object.spec.('),
      'error ASB105 spec.validations.0.expression: spec.validations[0].expression, ' +
        "column 13: found '(' where a name is expected",
    ],
    [
      'has no bool',
      asking('object.spec.service'),
      'error ASB105 spec.validations.0.expression: spec.validations[0].expression, ' +
        "column 1: must be a bool, not of type 'dyn', such as ... == true",
    ],
    [
      'asks for parameters that it has not',
      asking('params.data.a == "b"'),
      expect.stringContaining("there is no variable 'params'"),
    ],
    [
      'has an unknown function',
      asking('object.spec.name.nope() == 1', {}),
      expect.stringContaining("there is no function 'nope'"),
    ],
    [
      'uses a variable before it is there',
      asking('variables.b == 1', {
        variables: [
          { name: 'a', expression: 'variables.b' },
          { name: 'b', expression: '1' },
        ],
      }),
      expect.stringContaining("spec.variables[0].expression, column 10: there is no field 'b'"),
    ],
    ['has no expressions', policy({}), 'error ASB105 spec: spec.validations has no expression'],
    [
      'is about nothing',
      asking('true', { matchConstraints: {} }),
      'error ASB105 spec.matchConstraints: spec.matchConstraints.resourceRules names no resources',
    ],
  ])('fails if it %s', (_, given, fault) => {
    expect(faults(given, binding())[0]).toEqual(fault);
    const policies = readPolicies([given, binding()], RELEASE);
    expect(judgeByPolicies(policies, sandbox(), { release: RELEASE })).toEqual([]);
  });

  test('warns of what does not fit the fields of our kinds', () => {
    expect(faults(asking('object.spec.nope == 1'), binding())).toEqual([
      'warning ASB105 spec.validations.0.expression: spec.validations[0].expression, ' +
        "column 12: there is no field 'nope', by the fields of Sandbox in agents.x-k8s.io/v1beta1",
    ]);
    expect(
      faults(
        asking(
          'object.metadata.labels["a"] == "b" && object.spec.podTemplate.spec.containers.all(c, ' +
            '!has(c.ports) || c.ports.all(p, p.containerPort > 0))',
        ),
        binding(),
      ),
    ).toEqual([]);
  });
});

test('messages of protobuf are evaluated where the API server evaluates them; others are refused as there', () => {
  const message = asking("google.protobuf.Timestamp{seconds: 1} == timestamp('1970-01-01T00:00:01Z')");
  expect(found([message, binding()])).toEqual([]);
  const any = asking('google.protobuf.Any{} == null');
  expect(faults(any, binding())).toEqual([]);
  expect(found([any, binding()])).toEqual([
    expect.stringMatching(/^warning ASB105 .*not judged: .*messages such as 'google\.protobuf\.Any' are not/),
  ]);
  expect(faults(asking('google.protobuf.FieldMask{} == null')).join()).toContain(
    "objects of type 'google.protobuf.FieldMask' cannot be created here",
  );
  expect(faults(asking('Timestamp{seconds: 1} == null')).join()).toContain(
    "objects of type 'Timestamp' cannot be created here",
  );
});

describe('the budget of a policy', () => {
  /** Looks at 100,000 numbers: less than one evaluation may, and a part of what a policy may. */
  const costly = Array.from('abcde').reduce(
    (inner, name) => `[0, 1, 2, 3, 4, 5, 6, 7, 8, 9].all(${name}, ${inner})`, 'true',
  );
  const many = <T>(of: (index: number) => T) => Array.from({ length: 40 }, (_, index) => of(index));
  const conditions = many((index) => ({ name: `c${index}`, expression: costly }));
  const givenUp = (spec: object) => found([policy(spec), binding()]).join();

  test('fails if its validations cost too much together', () => {
    expect(givenUp({ validations: many(() => ({ expression: costly })) })).toContain(
      'its validations together cost more than 10000000, the limit of the API server for one policy and object',
    );
    expect(givenUp({ validations: [{ expression: costly }] })).toBe('');
  });

  test('fails if its variables cost too much, each once, and only those that are read', () => {
    const variables = many((index) => ({ name: `v${index}`, expression: costly }));
    const reading = (names: readonly string[]) => ({
      expression: names.map((name) => `variables.${name}`).join(' && '),
    });
    expect(givenUp({ variables, validations: [reading(variables.map(({ name }) => name))] })).toContain(
      'its validations together cost more than 10000000',
    );
    expect(givenUp({ variables, validations: many(() => reading(['v0', 'v1'])) })).toBe('');
  });

  test('fails if its match conditions cost too much, even where one is false', () => {
    const validations = [{ expression: 'false' }];
    const matchConditions = [{ name: 'never', expression: 'false' }, ...conditions];
    expect(givenUp({ matchConditions, validations })).toContain('its match conditions together cost more than 2500000');
    expect(givenUp({ matchConditions: matchConditions.slice(0, 3), validations })).toBe('');
  });

  test('fails if messages cost too much, whatever the validations find', () => {
    const messageExpression = `${costly} ? 'a' : 'b'`;
    expect(givenUp({ validations: many(() => ({ expression: 'true', messageExpression })) })).toContain(
      'its validations and their messages together cost more than 10000000',
    );
    expect(givenUp({ validations: [{ expression: 'true', messageExpression }] })).toBe('');
  });
});
