/** The same tables, judged when an app is synthesized that has the pod and the policy. */
import { ApiObject, Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { SandboxAdmissionPolicyProps } from '../../src';
import { KubeObject } from '../../src/kubernetes/kube-object';
import { policyIn, runtimes } from '../support/admission';
import { holderOf, HOSTILE_PODS } from '../support/admission/hostile-pods';
import { LEGITIMATE_PODS } from '../support/admission/legitimate-pods';
import { ALLOWED, Base, held, IDENTITIES, podWith } from '../support/admission/pods';
import { chartOf, errorsOf, findingsOf, linesOf } from '../support/workloads';

const PROPS: Record<Base, Partial<SandboxAdmissionPolicyProps>> = {
  plain: {},
  debugged: { allowEphemeralContainers: true },
  digested: { requireDigests: true },
  identified: { identities: IDENTITIES },
};

/** An app with the policy that a row is about, and its pod. */
function appWith(base: Base, object: KubeObject): Chart {
  const chart = chartOf();
  policyIn(chart, {
    runtimes: runtimes(chart, 'gvisor', 'kata-qemu'),
    registries: ['registry.example.com'],
    maxContainerCpu: kplus.Cpu.units(8),
    maxContainerMemory: Size.gibibytes(32),
    maxContainerEphemeralStorage: Size.gibibytes(20),
    ...ALLOWED,
    ...PROPS[base],
  });
  const { metadata, ...rest } = object;
  new ApiObject(chart, 'Case', { ...rest, metadata });
  return chart;
}

describe('an app that has the pod', () => {
  const hostile = HOSTILE_PODS.filter(({ refusedBy }) => refusedBy !== 'quota');

  test.each(hostile.map((row) => [row.name, row] as const))('%s is refused', (_, row) => {
    const { base, change, code, refusedBy } = row;
    // The library knows no schema of a Pod's, but that of the kinds that hold one.
    const pod = podWith(base, [change]);
    const chart = appWith(base, held(refusedBy === 'schema' ? 'Sandbox' : holderOf(row), pod));
    // A pod that lets its containers down is told so for each of them.
    expect([
      ...new Set(
        findingsOf(chart)
          .filter(({ severity }) => severity === 'error')
          .map(({ code: found }) => found)
          // Labels that the controller drops, and pods that Kubernetes refuses, are errors without a policy too.
          .filter((found) => found !== 'ASB201' && found !== 'ASB209'),
      ),
    ]).toEqual([code]);
    expect(errorsOf(chart)).toContain(`error ${code} at research/Case`);
  });

  test.each(LEGITIMATE_PODS.map((row) => [row.name, row] as const))('%s is printed', (_, { base, changes }) => {
    const chart = appWith(base, podWith(base, changes));
    // Ephemeral containers are attached later: no policy refuses them here, but Kubernetes in a pod that is created.
    const lines = base === 'debugged' ? [expect.stringMatching(/^error ASB209 .*spec\.ephemeralContainers/)] : [];
    expect(linesOf(chart)).toEqual(lines);
  });
});
