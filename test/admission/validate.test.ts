/**
 * What `validate` says of sandboxes that are given to it with the policies, of their own or those that tenants share:
 * matching, binding and parameters as in the cluster.
 */
import { admissionPolicyObjects } from '../../src/admission/admission-policy-objects';
import type { AdmissionSettings } from '../../src/admission/admission-settings';
import { ADMISSION_KINDS } from '../../src/admission/matched-kinds';
import { sharedBinding } from '../../src/admission/shared/shared-policies';
import { ADMISSION_LABEL } from '../../src/api/labels';
import { judgeByPolicies, Policies, PolicyContext, readPolicies } from '../../src/judge/admission-policies';
import { KubeObject } from '../../src/kubernetes/kube-object';
import { Catalogue } from '../../src/release/catalogue';
import { HOSTILE_PODS, refusedIn } from '../support/admission/hostile-pods';
import { LEGITIMATE_PODS } from '../support/admission/legitimate-pods';
import { Base, BASES, held, HOLDERS, podWith } from '../support/admission/pods';
import { LIMIT_RANGE, parametersOf, sharedPolicies } from '../support/admission/shared';

const release = Catalogue.standard().latest;

/** Policies of a base that hold in a namespace, read. */
function read(base: Base, namespace = 'research'): Policies {
  const { settings } = BASES[base];
  const objects = admissionPolicyObjects({
    name: 'research',
    settings,
    namespaces: [namespace],
    excludedNamespaces: [],
    validationActions: ['Deny'],
  });
  return readPolicies(objects.flatMap(({ policy, binding }) => [policy, binding]), release);
}

const namespace = (name: string): KubeObject => ({
  apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { 'kubernetes.io/metadata.name': name } },
});

const LABEL = 'tenants';

const SHARED = readPolicies([
  ...sharedPolicies().map(({ policy }) => policy),
  ...ADMISSION_KINDS.map((kind) => sharedBinding('tenants', kind, LABEL, ['Deny'], LIMIT_RANGE)),
], release);

/** What a tenant that shares its policies has. */
function tenantOf(settings: AdmissionSettings): Partial<PolicyContext> {
  const { metadata, ...rest } = namespace('research');
  return {
    namespace: () => (
      { ...rest, metadata: { ...metadata, labels: { ...metadata.labels as object, [ADMISSION_LABEL]: LABEL } } }
    ) as KubeObject,
    parameters: () => [parametersOf(settings)],
  };
}

function said(policies: Policies, object: KubeObject, context: Partial<PolicyContext> = { namespace }): string[] {
  return judgeByPolicies(policies, object, { release, ...context }).map(
    ({ finding }) => `${finding.code} ${/ASB3\d\d/.exec(finding.message)?.[0] ?? finding.message}`,
  );
}

const READ = Object.fromEntries(Object.keys(BASES).map((base) => [base, read(base as Base)])) as Record<Base, Policies>;

test('the policies themselves are in order', () => {
  for (const { findings } of [...Object.values(READ), SHARED]) {
    expect(findings.map(({ located: { finding } }) => finding.message)).toEqual([]);
  }
});

test.each(HOLDERS)(
  'hostile pods in a %s are refused by the policy with their code, legitimate ones are not',
  (kind) => {
    const hostile = HOSTILE_PODS.filter(({ refusedBy }) => refusedBy !== 'schema').map((row) => ({
      name: row.name,
      base: row.base,
      pod: podWith(row.base, [row.change]),
      says: refusedIn(kind, row)
        .filter((code) => kind === 'Pod' || code !== 'ASB366')
        .map((code) => `ASB104 ${code}`),
    }));
    const legitimate = LEGITIMATE_PODS.map(({ name, base, changes }) => ({
      name,
      base,
      pod: podWith(base, changes),
      says: [],
    }));
    const rows = [...hostile, ...legitimate];
    const wanted = rows.map(({ name, says }) => [name, says]);
    expect(rows.map(({ name, base, pod }) => [name, said(READ[base], held(kind, pod))])).toEqual(wanted);
    const contexts = new Map(Object.entries(BASES).map(([base, { settings }]) => [base, tenantOf(settings)]));
    expect(rows.map(({ name, base, pod }) => [name, said(SHARED, held(kind, pod), contexts.get(base))]))
      .toEqual(wanted);
  },
);

test('in another namespace nothing is refused', () => {
  const hostile = podWith('plain', [{ op: 'add', path: '/spec/hostPID', value: true }]);
  expect(said(read('plain', 'other'), held('Sandbox', hostile))).toEqual([]);
  expect(said(read('plain', 'research'), held('Sandbox', hostile))).toEqual(['ASB104 ASB352']);
});
