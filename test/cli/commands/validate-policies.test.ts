import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../support/cli';
import { directories, writeFiles } from '../../support/directories';

const directory = directories();

const SANDBOX = `apiVersion: agents.x-k8s.io/v1beta1
kind: Sandbox
metadata: {name: dev, namespace: research}
spec:
  podTemplate: {spec: {containers: [{name: main, image: registry.example.com/devbox:2026.10}]}}
`;
const POLICY = `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: require-gvisor}
spec:
  matchConstraints:
    resourceRules: [{apiGroups: [agents.x-k8s.io], apiVersions: [v1beta1], operations: [CREATE, UPDATE], resources: [sandboxes]}]
  validations:
    - expression: object.spec.podTemplate.spec.?runtimeClassName.orValue('') == 'gvisor'
      message: sandboxes run on gVisor
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: require-gvisor}
spec: {policyName: require-gvisor, validationActions: [Deny]}
`;
const CLAIMS = `  volumeClaimTemplates:
    - {metadata: {name: work}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}
`;

/** A run of \`validate\` in a directory with these files, whose names are given for arguments that are among them. */
function validate(texts: Readonly<Record<string, string>>, ...args: string[]) {
  const root = directory();
  writeFiles(root, texts);
  const { code, out: all, err } = run([
    'validate',
    ...args.map((arg) => (arg === 'old' || arg.endsWith('.yaml') ? join(root, arg) : arg)),
  ]);
  // Policies here demand a runtime, so that some sandboxes have none.
  const out = all.replace(/^.* warning ASB311 .*\n/gm, '');
  return { code, out: out.replaceAll(`${root}/`, ''), err: err.replaceAll(`${root}/`, '') };
}

describe('--policy', () => {
  test('fails if a policy refuses an object, where it stands', () => {
    expect(validate({ 'a.yaml': SANDBOX, 'p.yaml': POLICY }, 'a.yaml', '--policy', 'p.yaml')).toMatchObject({
      code: 1,
      out: "a.yaml:1:1: error ASB104 Sandbox research/dev: admission policy 'require-gvisor' refuses it: " +
        "sandboxes run on gVisor; the policy asks for object.spec.podTemplate.spec.?runtimeClassName.orValue('') " +
        "== 'gvisor'\n",
    });
    expect(
      validate(
        { 'a.yaml': SANDBOX.replace('{spec: {', '{spec: {runtimeClassName: gvisor, '), 'p.yaml': POLICY },
        'a.yaml',
        '--policy',
        'p.yaml',
      ),
    ).toMatchObject({ code: 0, out: '' });
  });

  describe('quotas count what the API server stores', () => {
    const quota = (sandboxes: number) =>
      '---\napiVersion: v1\nkind: ResourceQuota\nmetadata: {name: few, namespace: research}\n' +
      `spec: {hard: {count/sandboxes.agents.x-k8s.io: "${sandboxes}"}}\n`;
    const allowed = SANDBOX.replace('{spec: {', '{spec: {runtimeClassName: gvisor, ')
      .replace('name: dev', 'name: other');
    const codes = (policy: string, sandboxes: number) =>
      validate(
        { 'a.yaml': `${SANDBOX}---\n${allowed}${quota(sandboxes)}`, 'p.yaml': policy },
        'a.yaml',
        '--policy',
        'p.yaml',
      ).out.match(/ASB\d+/g);
    const failing = POLICY.replace(/expression: .*/, 'expression: 1 / (1 - object.metadata.name.charAt(0).size()) == 1');

    test.each([
      ['a policy refuses one of two', POLICY, ['ASB104']],
      ['a policy refuses all, as it fails', failing, ['ASB105', 'ASB105']],
    ])('not where %s', (_, policy, found) => {
      expect(codes(policy, 1)).toEqual(found);
    });

    test.each([
      ['a policy warns', POLICY.replace('[Deny]', '[Warn]'), ['ASB104']],
      [
        'a policy that fails lets them in',
        failing.replace('spec:', 'spec:\n  failurePolicy: Ignore'),
        ['ASB105', 'ASB105'],
      ],
    ])('where %s', (_, policy, found) => {
      expect(codes(policy, 1)?.filter((code) => code !== 'ASB406')).toEqual(found);
      expect(codes(policy, 1)).toContain('ASB406');
    });
  });

  test('takes many files, and what policies need from these and from the manifests', () => {
    const [policy, binding] = POLICY.split('---\n');
    const tiers = policy.replace(
      '  matchConstraints:\n',
      '  matchConstraints:\n    namespaceSelector: {matchLabels: {tier: prod}}\n',
    );
    const texts = {
      'a.yaml': SANDBOX,
      'n.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: research, labels: {tier: prod}}\n',
      'p.yaml': tiers,
      'b.yaml': binding,
    };
    const refused = expect.stringContaining(
      "error ASB104 Sandbox research/dev: admission policy 'require-gvisor' refuses it: ",
    );
    expect(validate(texts, 'a.yaml', 'n.yaml', '--policy', 'p.yaml', '--policy', 'b.yaml').out).toEqual(refused);
    expect(validate(texts, 'a.yaml', '--policy', 'p.yaml', '--policy', 'b.yaml', '--policy', 'n.yaml').out).toEqual(
      refused,
    );
    expect(validate(texts, 'a.yaml', '--policy', 'p.yaml', '--policy', 'b.yaml').out).toContain(
      "warning ASB104 Sandbox research/dev: admission policy 'require-gvisor' refuses it, if Namespace " +
        "'research' has the labels that are selected",
    );
  });

  test('is not asked about what the schema refuses', () => {
    const { out } = validate(
      { 'a.yaml': SANDBOX.replace('name: main', 'name: 5'), 'p.yaml': POLICY },
      'a.yaml',
      '--policy',
      'p.yaml',
    );
    expect(out.match(/ASB\d{3}/g)).toEqual(['ASB102']);
  });

  test('fails if a policy does not compile, where its expression stands', () => {
    const { code, out } = validate(
      { 'a.yaml': SANDBOX, 'p.yaml': POLICY.replace(".orValue('')", '.orNothing(1)') },
      'a.yaml',
      '--policy',
      'p.yaml',
    );
    expect([code, out]).toEqual([
      1,
      expect.stringMatching(
        /^p\.yaml:8:7: error ASB105 ValidatingAdmissionPolicy require-gvisor: spec\.validations\[0\]\.expression, column \d+: there is no function 'orNothing'; correct it: the API server refuses the policy\n$/,
      ),
    ]);
  });

  test('tells all of an object in one case of junit', () => {
    const { out } = validate(
      { 'a.yaml': SANDBOX, 'p.yaml': POLICY },
      'a.yaml',
      '--policy',
      'p.yaml',
      '--format',
      'junit',
    );
    expect(out.match(/<testcase /g)).toHaveLength(1);
    expect(out).toContain('ASB104');
  });
});

describe('the namespace of an object', () => {
  const policy = POLICY.replace(
    /expression: .*/,
    "expression: object.metadata.namespace != 'prod' && has(object.metadata.namespace)",
  ).replace('sandboxes run on gVisor', 'not in prod');
  const texts = { 'a.yaml': SANDBOX.replace(', namespace: research', ''), 'p.yaml': policy };

  test('is a field that expressions may name', () => {
    expect(validate({ ...texts, 'a.yaml': SANDBOX }, 'a.yaml', '--policy', 'p.yaml').out).toBe('');
    const misspelt = { 'a.yaml': SANDBOX, 'p.yaml': policy.replaceAll('metadata.namespace', 'metadata.nameSpace') };
    expect(validate(misspelt, 'a.yaml', '--policy', 'p.yaml').out).toContain("there is no field 'nameSpace'");
  });

  test('is that of --namespace, or the default one in a closed world', () => {
    expect(validate(texts, 'a.yaml', '--policy', 'p.yaml', '-n', 'prod')).toMatchObject({
      code: 1,
      out:
        'a.yaml:1:1: error ASB104 Sandbox prod/dev: ' +
        "admission policy 'require-gvisor' refuses it: not in prod; the policy " +
        "asks for object.metadata.namespace != 'prod' && has(object.metadata.namespace)\n",
    });
    expect(validate(texts, 'a.yaml', '--policy', 'p.yaml', '-n', 'research').out).toBe('');
    // A closed world also warns of a Sandbox that no network policy is about.
    expect(validate(texts, 'a.yaml', '--policy', 'p.yaml', '--closed-world').out).not.toMatch(/ASB10\d/);
  });

  test('is unknown otherwise, and refuses nothing', () => {
    expect(validate(texts, 'a.yaml', '--policy', 'p.yaml')).toMatchObject({
      code: 0,
      out: expect.stringMatching(
        / warning ASB105 Sandbox dev: .* is not judged: .*the namespace that an object without one goes to \(validate --namespace\) cannot be answered offline\n$/,
      ),
    });
  });
});

describe('--old', () => {
  test('fails if what may not change does', () => {
    const { code, out } = validate({ 'a.yaml': SANDBOX, 'old/a.yaml': SANDBOX + CLAIMS }, 'a.yaml', '--old', 'old');
    expect([code, out]).toEqual([
      1,
      'a.yaml:4:1: error ASB103 Sandbox research/dev: spec: volumeClaimTemplates is immutable; leave it as it ' +
        'was, or delete the object and create it anew\n',
    ]);
  });

  test('accepts what stays, and what is new', () => {
    expect(
      validate({ 'a.yaml': SANDBOX + CLAIMS, 'old/a.yaml': SANDBOX + CLAIMS }, 'a.yaml', '--old', 'old').code,
    ).toBe(0);
    expect(
      validate(
        { 'a.yaml': SANDBOX + CLAIMS, 'old/a.yaml': SANDBOX.replace('name: dev', 'name: other') },
        'a.yaml',
        '--old',
        'old',
      ).code,
    ).toBe(0);
  });

  test('is what policies see as the old object', () => {
    const policy = POLICY.replace(
      /expression: .*/,
      'expression: oldObject == null || object.spec == oldObject.spec',
    ).replace('sandboxes run on gVisor', 'nothing changes');
    const texts = { 'a.yaml': SANDBOX, 'old.yaml': `${SANDBOX}  operatingMode: Suspended\n`, 'p.yaml': policy };
    expect(validate(texts, 'a.yaml', '--policy', 'p.yaml').code).toBe(0);
    expect(validate(texts, 'a.yaml', '--policy', 'p.yaml', '--old', 'old.yaml').out).toContain('nothing changes');
  });
});

describe('fails with 2 if', () => {
  test.each<[string, Record<string, string>, string[], string]>([
    ['a policy cannot be read', {}, ['--policy', 'p.yaml'], 'p.yaml:1:1: cannot be read: no such file or directory\n'],
    ['a policy is no YAML', { 'p.yaml': 'a: [' }, ['--policy', 'p.yaml'], 'p.yaml:1:5: '],
    ['no policy is given', { 'p.yaml': SANDBOX }, ['--policy', 'p.yaml'], 'error: no ValidatingAdmissionPolicy is in '],
    ['an old object cannot be read', {}, ['--old', 'old'], 'old:1:1: cannot be read: no such file or directory\n'],
    [
      'policies come from the standard input',
      {},
      ['--policy', '-'],
      'error: --policy takes files, not the standard input',
    ],
  ])('%s', (_, texts, args, message) => {
    const { code, err } = validate({ 'a.yaml': SANDBOX, ...texts }, 'a.yaml', ...args);
    expect([code, err.slice(0, message.length)]).toEqual([2, message]);
  });
});

test('without policies and old objects no engine is loaded', () => {
  jest.isolateModules(() => {
    const { run: fresh } = jest.requireActual<{ run: typeof run }>('../../support/cli');
    const root = directory();
    writeFileSync(join(root, 'a.yaml'), SANDBOX);
    jest.doMock('../../../src/judge/cel', () => { throw new Error('the engine was loaded'); });
    expect(fresh(['validate', root]).code).toBe(0);
    writeFileSync(join(root, 'p.yaml'), POLICY);
    expect(fresh(['validate', join(root, 'a.yaml'), '--policy', join(root, 'p.yaml')])).toEqual({
      code: 1,
      out: '',
      err: 'error: the engine was loaded\n',
    });
  });
});
