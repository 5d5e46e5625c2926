/** What the examples print is accepted, and stays as it is. */
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { App } from 'cdk8s';
import { Item, itemsOf } from './items';
import { aControlPlane, describeCluster } from './plane';
import { everythingOf, install } from './releases';
import { appliesWithoutDrift } from './workloads';
import { quietly } from '../support/stderr';

const load = createRequire(__filename);
/** That of the package, as the examples import it. */
const { SandboxApp } = load('cdk8s-agent-sandbox') as typeof import('../../src');

const EXAMPLES = join(__dirname, '../../examples');

const NAMES = readdirSync(EXAMPLES).filter((name) => existsSync(join(EXAMPLES, name, 'main.ts'))).sort();

/** What all of them are for, one of them among others. */
const RELEASE = 'v1.0.5';

describeCluster('the examples', () => {
  const plane = aControlPlane();

  beforeAll(() => install(plane.client, everythingOf(RELEASE)));

  test.each(NAMES)('%s is accepted, and stays as it is', async (name) => {
    const items = synthesized(name);
    expect(items).not.toEqual([]);
    const ofTheRelease = items.filter(({ object }) => served(object.apiVersion));
    await appliesWithoutDrift(plane, ofTheRelease);
    // Another example may have a sandbox of the same name.
    for (const { object } of ofTheRelease.filter(({ object: { apiVersion } }) =>
      apiVersion.includes('agents.x-k8s.io'),
    )) {
      await plane.client.delete(object);
    }
  });
});

/** Whether the release serves it. */
function served(apiVersion: string): boolean {
  return !apiVersion.endsWith('agents.x-k8s.io/v1alpha1');
}

/** The app of an example, as it calls for its being synthesized. */
function synthesized(name: string): Item[] {
  const apps: App[] = [];
  const spy = jest.spyOn(SandboxApp.prototype, 'synth').mockImplementation(function (this: App) { apps.push(this); });
  try {
    quietly(() => { load(join(EXAMPLES, name, 'main.ts')); });
  } finally {
    spy.mockRestore();
  }
  return apps.flatMap(itemsOf);
}
