import teams from '../../examples/platform-flux/teams.json';
import { inFolder } from '../support/example-platforms';
import { example } from '../support/examples';
import { expectValid } from '../support/other-kinds';

describe('cdk8s synth in examples/platform-flux', () => {
  const printed = example('platform-flux');
  const kustomizations = () => inFolder(printed, 'flux').filter(({ kind }) => kind === 'Kustomization');
  const specOf = (name: string) => kustomizations().find(({ metadata }) => metadata.name === name).spec;

  test('prints what Flux takes', () => {
    expect(kustomizations()).toHaveLength(2 * (3 + teams.length));
    expectValid(...kustomizations());
  });

  test.each(['staging', 'production'])('%s: kinds, the install, guardrails, then teams', (stage) => {
    const needs = (name: string) => (specOf(`${stage}-${name}`).dependsOn ?? []).map((each: any) => each.name);
    expect(needs('crds')).toEqual([]);
    expect(needs('install')).toEqual([`${stage}-crds`]);
    expect(needs('guardrails')).toEqual(expect.arrayContaining([`${stage}-install`]));
    for (const { name } of teams) { expect(needs(name)).toEqual(expect.arrayContaining([`${stage}-guardrails`])); }
    for (const name of ['crds', 'install', 'guardrails', ...teams.map((team) => team.name)]) {
      expect(needs(name).filter((each: string) => !each.startsWith(stage))).toEqual([]);
      expect(specOf(`${stage}-${name}`).kubeConfig.secretRef.name).toBe(`kubeconfig-${stage}`);
    }
  });

  test.each(teams)('the pipeline of $name has an account, and its role alone', ({ name }) => {
    for (const stage of ['staging', 'production']) {
      const { serviceAccountName, path, sourceRef } = specOf(`${stage}-${name}`);
      expect([serviceAccountName, path, sourceRef.name]).toEqual([name, `./dist/${stage}`, name]);
      const guardrails = inFolder(printed, `${stage}-guardrails`);
      const account = { kind: 'ServiceAccount', name, namespace: 'deployers' };
      expect(guardrails.filter(({ kind, metadata }) => (
        kind === 'ServiceAccount' && metadata.name === name && metadata.namespace === account.namespace
      ))).toHaveLength(1);
      const bindings = guardrails.filter(({ subjects = [] }) => subjects.some((each: any) => each.name === name));
      const granted = bindings.map(({ kind, metadata, roleRef, subjects }) => (
        [kind, metadata.namespace, roleRef.name, subjects]
      ));
      expect(granted).toEqual([['RoleBinding', name, 'sandbox-deployer', [account]]]);
    }
  });
});
