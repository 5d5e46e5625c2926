import type { KubeObject } from '../../../src/kubernetes/kube-object';
import { objectOf, podWith, said, contextOf } from '../../support/judged';

/** What is said of changes of an object, where others may have changed too. */
function changed(
  now: KubeObject,
  old: KubeObject | undefined,
  there: ReadonlyArray<readonly [KubeObject, KubeObject?]> = [],
): string[] {
  const context = contextOf(
    'v1.0.5',
    there.map(([object]) => object),
    {
      old: (object) => (object === now ? old : there.find(([each]) => each === object)?.[1]),
    },
  );
  return said(now, context)
    .filter((line) => line.startsWith('ASB220'))
    .map((line) => line.slice('ASB220: '.length));
}

describe('ASB220: a Sandbox', () => {
  const sandbox = (spec: object) => objectOf('Sandbox', 'dev', spec);
  const newer = podWith({}, { image: 'registry.example.com/devbox:2.5' });

  test('whose pod changes while it runs', () => {
    expect(changed(sandbox(newer), sandbox(podWith()))).toEqual([
      'the pod of the sandbox changes, but the one that runs stays as it is until another is made',
    ]);
  });

  test('that is, was or will be suspended gets its new pod', () => {
    expect(changed(sandbox({ ...newer, operatingMode: 'Suspended' }), sandbox(podWith()))).toEqual([]);
    expect(changed(sandbox(newer), sandbox({ ...podWith(), operatingMode: 'Suspended' }))).toEqual([]);
    expect(changed(sandbox(newer), sandbox({ ...podWith(), replicas: 0 }))).toEqual([]);
  });

  test('whose pod is the same, in whatever order, is new, or changes elsewhere', () => {
    expect(
      changed(
        sandbox(podWith({ hostNetwork: false, hostPID: false })),
        sandbox(podWith({ hostPID: false, hostNetwork: false })),
      ),
    ).toEqual([]);
    expect(changed(sandbox(newer), undefined)).toEqual([]);
    expect(changed(sandbox({ ...podWith(), shutdownTime: '2026-12-31T18:00:00Z' }), sandbox(podWith()))).toEqual([]);
    expect(said(sandbox(newer))).toEqual([]);
  });
});

describe('ASB220: a claim', () => {
  const claim = (spec: object) => objectOf('SandboxClaim', 'nightly', { warmPoolRef: { name: 'pool' }, ...spec });
  const message = (field: string) =>
    `'${field}' of the claim changes, which is read when its sandbox is made: ` +
    'one that has its sandbox keeps it as it is';

  test('whose sandbox would be made otherwise', () => {
    expect(changed(claim({ warmPoolRef: { name: 'other' } }), claim({}))).toEqual([message('warmPoolRef')]);
    expect(changed(claim({ env: [{ name: 'A', value: '2' }] }), claim({ env: [{ name: 'A', value: '1' }] }))).toEqual([
      message('env'),
    ]);
    expect(changed(claim({}), claim({ env: [{ name: 'A', value: '1' }] }))).toEqual([message('env')]);
  });

  test('that is only written in another API version', () => {
    const old = objectOf(
      'SandboxClaim',
      'nightly',
      { sandboxTemplateRef: { name: 'python' }, warmpool: 'pool' },
      'v1alpha1',
    );
    expect(changed(claim({}), old)).toEqual([]);
    expect(changed(claim({ env: [{ name: 'A', value: '1' }] }), old)).toEqual([message('env')]);
  });

  test('whose end or labels change is followed', () => {
    expect(
      changed(
        claim({
          lifecycle: { shutdownTime: '2026-12-31T18:00:00Z' },
          additionalPodMetadata: { annotations: { a: 'b' } },
        }),
        claim({}),
      ),
    ).toEqual([]);
  });
});

describe('ASB220: a pool', () => {
  const pool = (spec: object = {}) =>
    objectOf('SandboxWarmPool', 'pool', { replicas: 2, sandboxTemplateRef: { name: 'python' }, ...spec });
  const template = (spec: object) => objectOf('SandboxTemplate', 'python', spec);
  const now = template(podWith({}, { image: 'registry.example.com/python:3.15' }));
  const old = template(podWith());
  const message =
    "template 'python' changes, but sandboxes that wait in the pool stay as they are, and are handed out so";

  test('whose template changes', () => {
    expect(changed(pool(), undefined, [[now, old]])).toEqual([message]);
    expect(changed(pool({ updateStrategy: { type: 'OnReplenish' } }), pool(), [[now, old]])).toEqual([message]);
    expect(changed(pool(), undefined, [[template({ ...podWith(), service: true }), old]])).toEqual([message]);
  });

  test('that gets another template', () => {
    expect(changed(pool(), pool({ sandboxTemplateRef: { name: 'other' } }))).toEqual([
      message.replace("template 'python' changes", 'the pool gets another template'),
    ]);
  });

  test('that replaces what is outdated, keeps nothing, or whose template only gets other labels', () => {
    expect(changed(pool({ updateStrategy: { type: 'Recreate' } }), undefined, [[now, old]])).toEqual([]);
    expect(changed(pool({ replicas: 0 }), undefined, [[now, old]])).toEqual([]);
    expect(changed(pool(), undefined, [[template({ ...podWith(), envVarsInjectionPolicy: 'Allowed' }), old]])).toEqual(
      [],
    );
    expect(changed(pool(), undefined, [[{ ...old, metadata: { ...old.metadata, labels: { a: 'b' } } }, old]])).toEqual(
      [],
    );
    expect(changed(pool({ replicas: 5 }), pool(), [[now]])).toEqual([]);
  });
});
