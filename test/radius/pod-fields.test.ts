/** Each field of a pod that names a Secret, a claim, a volume of others or the node is in the radius. */
import { container, radius, template } from './support';
import { coreData, KUBERNETES_MINORS } from '../../src/kubernetes/types/core-types';
import { checkBudget } from '../../src/radius/reach/check-budget';
import { excessOf } from '../../src/radius/reach/excess';

/** A member of a pod by its path, such as `volumes[].secret.secretName`. */
interface Field {
  readonly path: string;
  readonly type: string;
}

/** All members of a type that are no objects. */
function fieldsOf(types: ReturnType<typeof coreData>['types'], type: string, path = '', above: string[] = []): Field[] {
  return Object.entries(types[type]).flatMap(([given, of]) => {
    const [name, inner] = [given.replace('!', ''), of.replace(/[[\]{}]/g, '')];
    const own = `${path}${path && '.'}${name}${of.startsWith('[') ? '[]' : ''}`;
    if (!(inner in types) || inner === 'ObjectMeta') { return [{ path: own, type: of }]; }
    return above.includes(inner) ? [] : fieldsOf(types, inner, own, [...above, inner]);
  });
}

/** A pod that has a value in one field alone, with what is around it. */
function podWith(path: string, value: unknown): object {
  const pod: any = { containers: [container()] };
  let at = pod;
  const parts = path.split('.');
  for (const part of parts.slice(0, -1)) {
    const name = part.replace('[]', '');
    at[name] ??= part.endsWith('[]') ? [{ name: 'main' }] : {};
    at = part.endsWith('[]') ? at[name][0] : at[name];
  }
  const last = parts.at(-1)!;
  at[last.replace('[]', '')] = last.endsWith('[]') ? [value] : value;
  return pod;
}

const BUDGET = checkBudget({ isolated: true, nodes: { kernel: true } });
const excess = (pod: object) => excessOf(radius([template(pod)]), BUDGET)
  .map(({ area, text }) => `${area}: ${text}`);

describe.each(KUBERNETES_MINORS)('of Kubernetes %s', (minor) => {
  const { types } = coreData(minor);
  const fields = fieldsOf(types, 'PodSpec');

  test('each name of a Secret', () => {
    const named = fields.filter(({ path, type }) => type === 'string'
      && /secret(KeyRef|Ref)?\.name$|SecretRef\.name$|secretName$|imagePullSecrets\[\]\.name$/.test(path));
    // Of containers of three kinds each two, and those of volumes.
    expect(named.length).toBeGreaterThan(15);
    for (const { path } of named) { expect([path, ...excess(podWith(path, 'needle'))]).toContain("secrets: 'needle'"); }
    const others = fields.filter(({ path }) => /secret/i.test(path) && !named.some((each) => each.path === path))
      .map(({ path }) => path.replace(/^(initC|ephemeralC|c)ontainers\[\]/, 'c'));
    // Parts of a Secret that is named, and a file on the node.
    expect(others.filter((path) => !/\.(key|mode|path|user|optional|defaultMode|defaultUser)$/.test(path)))
      .toEqual(['volumes[].cephfs.secretFile']);
  });

  test('each source of a volume', () => {
    const sources = Object.keys(types.Volume).filter((each) => !each.endsWith('!'));
    // They are made for the pod, or are no Secrets. Claims that are made for it have tests of their own.
    const harmless = ['configMap', 'downwardAPI', 'emptyDir', 'ephemeral', 'gitRepo', 'image', 'projected'];
    for (const source of sources) {
      const pod = podWith(`volumes[].${source}.x`, 'x') as any;
      for (const { path, type } of fields.filter(({ path: each }) => each.startsWith(`volumes[].${source}.`))) {
        if (type !== 'string' || path.split('.').length !== 3) { continue; }
        pod.volumes[0][source][path.split('.')[2]] = `needle-${path.split('.')[2]}`;
      }
      const found = excess({ ...pod, containers: [container({ volumeMounts: [{ name: 'main', mountPath: '/v' }] })] });
      expect([source, found.length > 0]).toEqual([source, !harmless.includes(source)]);
      if (source !== 'secret' && found.length > 0) { expect(found.join()).toMatch(/(volumes|nodes): writes/); }
    }
  });

  test('each source of a projected volume', () => {
    const harmless = ['clusterTrustBundle', 'configMap', 'downwardAPI'];
    for (const source of Object.keys(types.VolumeProjection)) {
      const members = { name: 'needle', audience: 'needle', signerName: 'needle' };
      const found = excess(podWith(`volumes[].projected.sources[].${source}`, members));
      expect([source, found.some((each) => each.includes('needle'))]).toEqual([source, !harmless.includes(source)]);
    }
  });

  test('each field with the name of a claim, a path or a share of the node', () => {
    const rows: ReadonlyArray<readonly [RegExp, unknown]> = [
      [/claimName$/, 'needle'], [/^volumes\[\]\.hostPath\.path$/, '/needle'], [/^host(IPC|Network|PID)$/, true],
      [/hostPort$/, 80], [/hostProcess$/, true], [/privileged$/, true], [/capabilities\.add\[\]$/, 'NEEDLE'],
      [/ephemeral\.volumeClaimTemplate\.spec\.volumeName$/, 'needle'],
      [/ephemeral\.volumeClaimTemplate\.spec\.dataSource(Ref)?\.name$/, 'needle'],
    ];
    for (const [pattern, value] of rows) {
      const meant = fields.filter(({ path }) => pattern.test(path));
      expect([pattern, meant.length > 0]).toEqual([pattern, true]);
      for (const { path } of meant) { expect([path, excess(podWith(path, value)).length]).not.toEqual([path, 0]); }
    }
  });
});

test('volumes of drivers that make Secrets are told by where these are from', () => {
  const pod = (driver: string, volumeAttributes: object) => (
    { volumes: [{ name: 'v', csi: { driver, volumeAttributes } }] }
  );
  expect(excess(pod('secrets-store.csi.k8s.io', { secretProviderClass: 'vault' }))).toEqual([
    "secrets: what secrets-store.csi.k8s.io gives by 'vault'",
  ]);
  expect(excess(pod('csi.spiffe.io', {}))).toEqual(['secrets: what csi.spiffe.io gives']);
});

test('claims that are made for each sandbox have data of others where they name it', () => {
  const claims = [{
    metadata: { name: 'work' },
    spec: { volumeName: 'pv-1', dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'old', namespace: 'other' } },
  }];
  const found = radius([template({}, { volumeClaimTemplates: claims })]);
  expect(found.reached.map(({ text }) => text)).toEqual([
    'writes volume pv-1', 'reads a copy of PersistentVolumeClaim other/old',
  ]);
});
