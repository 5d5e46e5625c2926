/** The printed objects of the examples are accepted and have no drift. */
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { App } from 'cdk8s';
import { Item, itemsOf } from './items';
import { aControlPlane, describeCluster } from './plane';
import { everythingOf, install } from './releases';
import { appliesWithoutDrift } from './workloads';
import { clusterScopeOf } from '../../src/app/cluster-scope';
import { quietly } from '../support/stderr';

const load = createRequire(__filename);
/** The class that the examples import from the package. */
const { SandboxApp } = load('cdk8s-agent-sandbox') as typeof import('../../src');

const EXAMPLES = join(__dirname, '../../examples');

const NAMES = readdirSync(EXAMPLES).filter((name) => existsSync(join(EXAMPLES, name, 'main.ts'))).sort();

/** A release that all examples print for. */
const RELEASE = 'v1.0.5';

describeCluster('the examples', () => {
  const plane = aControlPlane();

  beforeAll(() => install(plane.client, everythingOf(RELEASE)));

  test.each(NAMES)('%s is accepted and has no drift', async (name) => {
    const clusters = synthesized(name);
    expect(clusters.flat()).not.toEqual([]);
    for (const items of clusters) {
      const ofTheRelease = items.filter(({ object }) => served(object.apiVersion));
      await appliesWithoutDrift(plane, ofTheRelease);
      // Another cluster, or another example, may have a sandbox of the same name.
      for (const { object } of ofTheRelease.filter(({ object: { apiVersion } }) =>
        apiVersion.includes('agents.x-k8s.io'),
      )) {
        await plane.client.delete(object);
      }
    }
  });
});

/** Whether the release serves it. */
function served(apiVersion: string): boolean {
  return !apiVersion.endsWith('agents.x-k8s.io/v1alpha1');
}

/** The objects of an example by their cluster: its app, at the moment that it calls synth(). */
function synthesized(name: string): Item[][] {
  const apps: App[] = [];
  const spy = jest.spyOn(SandboxApp.prototype, 'synth').mockImplementation(function (this: App) { apps.push(this); });
  try {
    quietly(() => { load(join(EXAMPLES, name, 'main.ts')); });
  } finally {
    spy.mockRestore();
  }
  return apps.flatMap((app) => {
    const scopes = [...new Set(app.charts.map(clusterScopeOf))];
    return scopes.map((scope) => itemsOf(app, app.charts.filter((chart) => clusterScopeOf(chart) === scope)));
  });
}
