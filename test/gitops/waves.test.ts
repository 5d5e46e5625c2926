/** Waves of random apps: by stage, and after all that an object depends on. */
import { ApiObject, Chart } from 'cdk8s';
import { annotated, SOURCE } from './platform';
import { AgentSandboxVersion, ArgoApplication, SandboxApp, SandboxCluster } from '../../src';
import * as fc from '../support/fuzz';

const WAVE = 'argocd.argoproj.io/sync-wave';

/** Kinds with the wave of their stage. */
const KINDS: ReadonlyArray<readonly [kind: string, apiVersion: string, wave: number]> = [
  ['CustomResourceDefinition', 'apiextensions.k8s.io/v1', -30],
  ['ServiceAccount', 'v1', -20],
  ['ResourceQuota', 'v1', -10],
  ['ConfigMap', 'v1', 0],
];

/** Objects of two charts, each with the earlier ones that it depends on; the second chart may need the first. */
const apps = fc.array(fc.record({
  kind: fc.nat(KINDS.length - 1),
  needs: fc.array(fc.nat(30), { maxLength: 3 }),
}), { minLength: 1, maxLength: 14 });

test('an object is after all that it depends on, and never before its stage', () => {
  fc.assert(fc.property(apps, fc.boolean(), (given, areApart) => {
    const app = new SandboxApp();
    SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST });
    const charts = ['one', 'two'].map((id) => new Chart(app, id));
    const half = areApart ? Math.ceil(given.length / 2) : given.length;
    const objects = given.map(({ kind: index }, at) => {
      const [kind, apiVersion] = KINDS[index];
      return new ApiObject(charts[at < half ? 0 : 1], `o${at}`, { apiVersion, kind, metadata: { name: `o${at}` } });
    });
    const edges = given.flatMap(({ needs }, at) => needs.filter((each) => each < at).map((each) => [at, each]));
    for (const [from, to] of edges) { objects[from].addDependency(objects[to]); }
    new ArgoApplication(new Chart(app, 'gitops'), 'All', { ...SOURCE, charts });
    const printed = { ...annotated(charts[0], WAVE), ...annotated(charts[1], WAVE) };
    const waves = objects.map(({ kind, name }) => Number(printed[`${kind} ${name}`] ?? 0));
    for (const [from, to] of edges) { expect(waves[from]).toBeGreaterThan(waves[to]); }
    given.forEach(({ kind }, at) => { expect(waves[at]).toBeGreaterThanOrEqual(KINDS[kind][2]); });
    if (edges.length === 0) { expect(waves).toEqual(given.map(({ kind }) => KINDS[kind][2])); }
  }), { numRuns: 60 });
});
