/** What the API server says in the status of policies about the fields of their kinds, beside what the library says. */
import type { Plane } from './plane';
import { releaseOf } from './releases';
import { readPolicies } from '../../src/judge/admission-policies';
import { KubeObject } from '../../src/kubernetes/kube-object';
import { until } from '../../src/rehearsal/cluster/until';

interface Expressions {
  readonly variables?: ReadonlyArray<{ readonly name: string; readonly expression: string }>;
  readonly validations: readonly string[];
}

const CONTAINERS = 'object.spec.podTemplate.spec.containers';

/** By what they are about. */
const POLICIES: Readonly<Record<string, Expressions>> = {
  'the namespace': {
    validations: ["object.metadata.namespace != 'x'", 'object.metadata.namespace.size() > 2'],
  },
  'other metadata': {
    validations: [
      "object.metadata.labels['a'] == 'b'",
      'object.metadata.annotations.size() < 3',
      "object.metadata.generateName == ''",
      'object.metadata.nope == 1',
    ],
  },
  'two lists of containers in a variable': {
    variables: [
      { name: 'pod', expression: 'object.spec.podTemplate.spec' },
      { name: 'all', expression: 'variables.pod.containers + variables.pod.initContainers' },
    ],
    validations: ["variables.all.all(c, c.image.startsWith('a'))", 'variables.pod.nope == 1'],
  },
  'two lists of containers': {
    validations: [`(${CONTAINERS} + object.spec.podTemplate.spec.initContainers).all(c, c.name != '')`],
  },
  'fields that are not there': {
    validations: ['has(object.spec.nope)', 'object.spec.podTemplat.spec == null', 'object.?nope.hasValue()'],
  },
  'other types': {
    validations: ['object.spec.size() > 2', 'object.spec.operatingMode > 2', `${CONTAINERS}.size() > 2`],
  },
};

export function policyTypeTests(plane: Plane, release: string): void {
  test.each(Object.keys(POLICIES))('the same expressions do not fit the fields of a kind: %s', async (about) => {
    const { variables = [], validations } = POLICIES[about];
    const policy = {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name: about.replaceAll(' ', '-') },
      spec: {
        matchConstraints: {
          resourceRules: [
            {
              apiGroups: ['agents.x-k8s.io'],
              apiVersions: ['v1beta1'],
              operations: ['CREATE'],
              resources: ['sandboxes'],
            },
          ],
        },
        variables,
        validations: validations.map((expression) => ({ expression })),
      },
    } as KubeObject;
    expect((await plane.client.apply(policy)).status).toBe(201);
    let checked: { expressionWarnings?: ReadonlyArray<{ readonly fieldRef: string }> } | undefined;
    await until(`the status of policy ${about}`, async () => {
      checked = (await plane.client.read(policy)).body.status?.typeChecking;
      return checked !== undefined;
    });
    const theirs = (checked!.expressionWarnings ?? []).map(({ fieldRef }) => fieldRef);
    const ours = readPolicies([policy], releaseOf(release)).findings
      .map(({ located: { finding } }) => finding.message)
      .filter((message) => message.startsWith('spec.validations'));
    const placeOf = (message: string) => /^\S+expression/.exec(message)?.[0];
    expect(ours.map(placeOf)).toEqual(expect.arrayContaining(theirs));
    // Of variables that are objects the API server knows no fields.
    const more = ours.filter((message) => !theirs.includes(placeOf(message)!));
    expect(more.filter((message) => !message.includes('there is no field'))).toEqual([]);
  });
}
