/**
 * The sources print the same with newer editions of cdk8s-plus: an app of every feature. `plus-packages.test.ts` has
 * the packages of these editions.
 */

test.each(['cdk8s-plus-33', 'cdk8s-plus-34'])('with %s in place of cdk8s-plus-28 the objects are equal', (edition) => {
  expect(yamlWith(edition)).toBe(yamlWith('cdk8s-plus-28'));
});

/** What the app of every feature prints, all of it loaded anew over an edition of cdk8s-plus. */
function yamlWith(edition: string): string {
  let yaml = '';
  jest.isolateModules(() => {
    jest.doMock('cdk8s-plus-28', () => jest.requireActual(edition));
    // The sources name one edition; their packages name their own.
    jest.doMock('../../src/kubernetes/kplus-edition', () => ({ refuseOtherEdition: () => {} }));
    try {
      /* eslint-disable @typescript-eslint/no-require-imports */
      const { chartOf } = require('../support/workloads') as typeof import('../support/workloads');
      const { compose, composeNewest } = require('../support/whole-app') as typeof import('../support/whole-app');
      const { quietly } = require('../support/stderr') as typeof import('../support/stderr');
      /* eslint-enable @typescript-eslint/no-require-imports */
      const chart = chartOf();
      compose(chart);
      composeNewest(chart);
      yaml = quietly(() => (chart.node.root as import('cdk8s').App).synthYaml());
    } finally {
      jest.dontMock('cdk8s-plus-28');
      jest.dontMock('../../src/kubernetes/kplus-edition');
    }
  });
  expect(yaml).toContain('kind: SandboxClaim');
  return yaml;
}
