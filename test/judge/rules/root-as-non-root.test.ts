import { objectOf, podWith, said } from '../../support/judged';

const found = (container: object, securityContext: object) =>
  said(objectOf('Sandbox', 'dev', podWith({ securityContext }, container))).filter((line) => line.startsWith('ASB230'));

describe('ASB230', () => {
  const line = (name: string) =>
    `ASB230: container '${name}' has user 0 beside 'runAsNonRoot: true', so that no node starts it`;

  test.each<[what: string, container: object, pod: object]>([
    ['of the container alone', { securityContext: { runAsUser: 0, runAsNonRoot: true } }, {}],
    ['of the pod alone', {}, { runAsUser: 0, runAsNonRoot: true }],
    [
      'of the container, and the rule of the pod',
      { securityContext: { runAsUser: 0 } },
      { runAsUser: 1000, runAsNonRoot: true },
    ],
  ])('fails if user 0 is %s', (_, container, pod) => {
    expect(found(container, pod)).toEqual([line('main')]);
  });

  test.each<[what: string, container: object, pod: object]>([
    [
      'a user of the container stands over root of the pod',
      { securityContext: { runAsUser: 1 } },
      { runAsUser: 0, runAsNonRoot: true },
    ],
    ['the container may be root', { securityContext: { runAsNonRoot: false } }, { runAsUser: 0, runAsNonRoot: true }],
    ['nothing says which user it is', {}, { runAsNonRoot: true }],
  ])('is fine if %s', (_, container, pod) => {
    expect(found(container, pod)).toEqual([]);
  });
});
