import teams from '../../examples/platform-argo/teams.json';
import { AgentSandboxVersion } from '../../src';
import { inFolder } from '../support/example-platforms';
import { example } from '../support/examples';
import { expectValid } from '../support/other-kinds';
import { keyOf } from '../support/upstream';

describe('cdk8s synth in examples/platform-argo', () => {
  const printed = example('platform-argo');
  const gitops = () => inFolder(printed, 'gitops');
  const specOf = (kind: string, name: string) => (
    gitops().find((object) => object.kind === kind && object.metadata.name === name).spec
  );

  test('prints what Argo CD takes', () => {
    expectValid(...gitops().filter(({ apiVersion }) => apiVersion.startsWith('argoproj.io/')));
  });

  test('prints the install and the guardrails for each cluster, of its release, and no workload', () => {
    for (const [stage, { id }] of [
      ['staging', AgentSandboxVersion.V1_0_5], ['production', AgentSandboxVersion.V1_0_4],
    ] as const) {
      const [{ spec }] = inFolder(printed, `${stage}-install`).filter(({ kind }) => kind === 'Deployment');
      expect(spec.template.spec.containers[0].image).toContain(`:${id}`);
      const guardrails = inFolder(printed, `${stage}-guardrails`).map(keyOf);
      for (const { name } of teams) {
        expect(guardrails).toEqual(expect.arrayContaining([
          `Namespace ${name}`, `NetworkPolicy ${name}/deny-all`, `ResourceQuota ${name}/sandbox-quota`,
          `RoleBinding ${name}/sandbox-viewer`,
        ]));
      }
    }
    const kinds = Object.keys(printed.files).flatMap((file) => printed.objects(file)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => /^Sandbox/.test(kind))).toEqual([]);
  });

  test('production gets a change when staging is healthy', () => {
    const { strategy: { rollingSync }, generators: [{ list: { elements } }] } = specOf('ApplicationSet', 'platform');
    const steps = rollingSync.steps.map((step: any) => step.matchExpressions[0].values);
    expect(steps).toEqual([['staging'], ['production']]);
    expect(elements.map(({ name, cluster, stage }: any) => [name, cluster, stage])).toEqual([
      ['platform-staging', 'staging', 'staging'], ['platform-production', 'production', 'production'],
    ]);
  });

  test.each(teams)('the repository of $name gets to its namespace, without guardrails', ({ name, repository }) => {
    const spec = specOf('AppProject', name);
    const { sourceRepos, destinations, clusterResourceWhitelist, namespaceResourceWhitelist } = spec;
    expect([sourceRepos, clusterResourceWhitelist]).toEqual([[repository], []]);
    expect(destinations).toEqual(['staging', 'production'].map((cluster) => ({ name: cluster, namespace: name })));
    const kinds = namespaceResourceWhitelist.map(({ kind }: any) => kind);
    expect(kinds).toContain('SandboxWarmPool');
    for (const kind of ['ResourceQuota', 'Role', 'RoleBinding', 'NetworkPolicy']) { expect(kinds).not.toContain(kind); }
    for (const stage of ['staging', 'production']) {
      const { project, source, destination } = specOf('Application', `${name}-${stage}`);
      expect([project, source.repoURL, source.path, destination]).toEqual(
        [name, repository, `dist/${stage}`, { name: stage, namespace: name }],
      );
    }
  });
});
