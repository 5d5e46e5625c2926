import { releaseAssets } from '../../src/install/assets';
import { Catalogue } from '../../src/release/catalogue';
import { compareReleases } from '../../src/release/release-id';
import type { Action, UpgradePlan } from '../../src/upgrade/plan';
import { planUpgrade } from '../../src/upgrade/plan-upgrade';
import { actionSentences, checkSentences } from '../../src/upgrade/sentences';

const catalogue = Catalogue.standard();

function plan(from: string, to: string, extensions = true) {
  return planUpgrade({ from: catalogue.get(from), to: catalogue.get(to), catalogue, extensions });
}

function planned(from: string, to: string, extensions = true): UpgradePlan {
  const found = plan(from, to, extensions);
  if ('reason' in found) { throw new Error(found.reason); }
  return found;
}

const ids = (of: UpgradePlan) => of.steps.map(({ id }) => id);

describe('every pair of the releases', () => {
  const pairs = catalogue.ids.flatMap((from) => catalogue.ids.map((to) => ({ from, to, found: plan(from, to) })));

  test('are 529 or more', () => {
    expect(pairs.length).toBeGreaterThanOrEqual(529);
  });

  test('each has a plan, or a reason why there is none', () => {
    for (const { from, to, found } of pairs) {
      const isUp = compareReleases(to, from) > 0;
      const isBad = catalogue.get(to).knownBad.length > 0;
      expect([from, to, 'reason' in found]).toEqual([from, to, !isUp || isBad]);
    }
  });

  test('each plan goes through releases that read what the one before stores, and installs no bad one', () => {
    for (const { from, to, found } of pairs) {
      if ('reason' in found) { continue; }
      const { releases } = found;
      expect([releases[0], releases.at(-1)]).toEqual([from, to]);
      for (const [index, id] of releases.slice(1).entries()) {
        const [before, after] = [catalogue.get(releases[index]), catalogue.get(id)];
        expect(compareReleases(id, before.id)).toBeGreaterThan(0);
        expect(after.knownBad).toEqual([]);
        // The API server refuses the CRDs otherwise.
        expect(after.api.versions.map(({ name }) => name)).toContain(before.api.versions[0].name);
      }
    }
  });

  test('each step has something to do or to check, words for all of it, and a way back or a reason', () => {
    for (const { found } of pairs) {
      if ('reason' in found) { continue; }
      expect(new Set(ids(found)).size).toBe(found.steps.length);
      for (const { actions, checks, back, why, title } of found.steps) {
        expect(actions.length).toBeGreaterThan(0);
        expect([title, why, back.until].every((text) => text.length > 5)).toBe(true);
        expect([...actionSentences(actions), ...checkSentences(checks)].join('\n')).not.toMatch(/undefined|\[object/);
      }
    }
  });

  test('a release that drops a version is installed only after nothing is stored in it', () => {
    for (const { found } of pairs) {
      if ('reason' in found) { continue; }
      const served = (id: string) => catalogue.get(id).api.versions.map(({ name }) => name);
      const at = found.releases.findIndex((id) => !served(id).includes('v1alpha1'));
      if (at <= 0) { continue; }
      const install = ids(found).indexOf(`install-${found.releases[at]}`);
      expect(ids(found).slice(install - 2, install)).toEqual(['store-v1beta1', 'managed-fields-v1alpha1']);
    }
  });
});

test('a controller that a way back has stopped starts again: the file that is applied next has its replicas', () => {
  const stopped = catalogue.ids.filter((id) => id.startsWith('v0.4.')).map((id) => {
    const { back } = planned(id, 'v1.0.5').steps.find((step) => step.id === 'install-v0.5.6')!;
    return { id, object: back.actions.flatMap((action) => (action.do === 'stop' ? [action.object] : []))[0] };
  });
  expect(stopped.length).toBeGreaterThan(3);
  for (const { id, object } of stopped) {
    const { objects } = releaseAssets(catalogue.get(id), {}, catalogue).at(-1)!;
    expect(objects).toContainEqual(expect.objectContaining({
      kind: object.kind,
      metadata: expect.objectContaining({ name: object.name, namespace: object.namespace }),
      spec: expect.objectContaining({ replicas: 1 }),
    }));
  }
});

describe('the way', () => {
  test.each([
    ['v0.4.6', 'v1.0.5', ['v0.4.6', 'v0.5.6', 'v1.0.5']],
    ['v0.1.0', 'v1.0.5', ['v0.1.0', 'v0.4.6', 'v0.5.6', 'v1.0.5']],
    ['v0.3.10', 'v0.5.6', ['v0.3.10', 'v0.4.6', 'v0.5.6']],
    ['v0.4.0', 'v0.5.2', ['v0.4.0', 'v0.5.2']],
    ['v0.5.0', 'v1.0.0', ['v0.5.0', 'v1.0.0']],
    ['v0.5.6', 'v1.0.5', ['v0.5.6', 'v1.0.5']],
    ['v0.1.1', 'v0.4.6', ['v0.1.1', 'v0.4.6']],
    ['v1.0.0', 'v1.0.5', ['v1.0.0', 'v1.0.5']],
  ])('from %s to %s: %j', (from, to, releases) => {
    expect(planned(from, to).releases).toEqual(releases);
  });

  test.each([
    ['v1.0.5', 'v1.0.5', 'v1.0.5 is there already: nothing is to be done'],
    ['v1.0.5', 'v0.4.6', 'v0.4.6 is older than v1.0.5; the steps of a plan from v0.4.6 to v1.0.5 have their ways back'],
    ['v0.4.6', 'v0.5.1', 'v0.5.1 is known to be bad: '],
  ])('fails if there is none: from %s to %s', (from, to, reason) => {
    expect(plan(from, to)).toEqual({ reason: expect.stringContaining(reason) });
  });

  test('bad releases on the way are named', () => {
    expect(planned('v0.4.6', 'v1.0.5').avoided.map(({ release }) => release)).toEqual(['v0.5.0', 'v0.5.1']);
    expect(planned('v0.5.6', 'v1.0.5').avoided).toEqual([]);
  });

  test('a release newer than the catalogue is reached as the known one', () => {
    const to = catalogue.like('v1.0.9', catalogue.get('v1.0.5'));
    expect(planUpgrade({ from: catalogue.get('v0.4.6'), to, catalogue })).toMatchObject({
      releases: ['v0.4.6', 'v0.5.6', 'v1.0.9'],
    });
  });
});

describe('steps', () => {
  test('from v0.4.6 to v1.0.5', () => {
    expect(ids(planned('v0.4.6', 'v1.0.5'))).toEqual([
      'backup', 'shadow-pools', 'install-v0.5.6', 'manifests-v1beta1', 'store-v1beta1', 'managed-fields-v1alpha1',
      'install-v1.0.5', 'clean-up-v0.5.6',
    ]);
  });

  test('within a line: a backup and an install', () => {
    expect(ids(planned('v1.0.0', 'v1.0.5'))).toEqual(['backup', 'install-v1.0.5']);
    expect(ids(planned('v0.5.2', 'v0.5.6'))).toEqual(['backup', 'install-v0.5.6']);
  });

  test('the StatefulSet of v0.1 goes before the Deployment comes, and the other way round', () => {
    const { actions, removed, back } = planned('v0.1.1', 'v0.4.6').steps[1];
    const deleted = (of: readonly Action[]) => (
      of.flatMap((action) => (action.do === 'delete' ? [action.object.kind] : []))
    );
    const name = 'agent-sandbox-controller';
    expect(actions[0]).toMatchObject({ do: 'delete', object: { kind: 'StatefulSet', name } });
    expect(removed.map(({ kind }) => kind)).toEqual(['StatefulSet']);
    expect(deleted(back.actions)).toEqual(['Deployment']);
    expect(ids(planned('v0.1.1', 'v0.4.6'))).not.toContain('clean-up-v0.1.1');
  });

  test('what the webhook leaves, by name', () => {
    const { removed } = planned('v0.5.6', 'v1.0.5').steps.at(-1)!;
    expect(removed.map(({ kind, namespace, name }) => [kind, namespace, name])).toEqual([
      ['Role', 'agent-sandbox-system', 'agent-sandbox-controller'],
      ['RoleBinding', 'agent-sandbox-system', 'agent-sandbox-controller'],
      ['Service', 'agent-sandbox-system', 'agent-sandbox-webhook-service'],
      ['Secret', 'agent-sandbox-system', 'agent-sandbox-webhook-certs'],
    ]);
  });

  test('an install without extensions has one kind, and no pools', () => {
    const found = planned('v0.4.6', 'v1.0.5', false);
    expect(JSON.stringify(found)).not.toMatch(/sandboxclaims|sandboxtemplates|sandbox-with-extensions/);
    expect(ids(found)).not.toContain('shadow-pools');
    expect(JSON.stringify(found)).toContain('v0.5.6/manifest.yaml');
  });

  test('flags that come, go and change, and behaviour', () => {
    const [, , first, , , , second] = planned('v0.4.6', 'v1.0.5').steps;
    expect(second.differences!.flags.removed).toEqual([
      'enable-webhook', 'manage-webhook-certs', 'webhook-cert-dir', 'webhook-cert-name', 'webhook-key-name',
      'webhook-namespace', 'webhook-port', 'webhook-service-name',
    ]);
    expect(first.differences!.flags.defaults).toEqual([
      { flag: 'sandbox-concurrent-workers', before: '1', after: '100' },
      { flag: 'sandbox-claim-concurrent-workers', before: '1', after: '50' },
    ]);
    expect(first.differences!.behaviour).toEqual(expect.arrayContaining([
      'volumeClaimTemplates of a Sandbox are immutable',
      'the default network policy expects the router in the namespace agent-sandbox-system',
    ]));
    expect(planned('v0.4.5', 'v0.4.6').steps[1].differences!.behaviour).toEqual([
      'a sandbox gets a headless Service only with service: true; one that exists stays while the field is unset',
      'pools replace sandboxes that stay unready for some minutes',
    ]);
  });
});
