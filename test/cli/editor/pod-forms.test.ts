/** What the schemas ask of pods and claims beyond types, beside the judge of their values. */
import { createRequire } from 'node:module';
import { RE2JS } from 're2js';
import { podForms } from '../../../src/cli/editor/pod-forms';
import { jsonSchemas } from '../../../src/cli/json-schema';
import { walk } from '../../../src/judge/schema';
import { droppedFromClaim, judgeClaimSpec, judgePodValues } from '../../../src/judge/values';
import type { Loose } from '../../../src/kubernetes/read-json';
import { CoreTypes } from '../../../src/kubernetes/types/core-types';
import { Catalogue } from '../../../src/release/catalogue';
import { podCase } from '../../oracle/pod-values/cases';
import { directedCase } from '../../oracle/pod-values/directed';
import { Random } from '../../oracle/structural/random';

const fromCli = createRequire(require.resolve('cdk8s-cli/package.json'));
const Ajv = fromCli('ajv').default;

const core = CoreTypes.of(Catalogue.standard().latest.api.kubernetes);
const { definitions } = jsonSchemas(Catalogue.standard().latest).get('all.json')!;
const SEED = Number(process.env.FUZZ_SEED ?? 1);

/** Whether the schemas accept a value of a type of Kubernetes. */
function accepting(type: string): (value: unknown) => boolean {
  const ajv = new Ajv({ strict: false, formats: { 'date-time': true } });
  return ajv.compile({ definitions, $ref: `#/definitions/${type}` });
}

const isPod = accepting('PodSpec');
const isClaim = accepting('PersistentVolumeClaimSpec');

function hasTypes(type: string, value: unknown): boolean {
  return walk(structuredClone(value) as object, core.schema(type), {}).violations.length === 0;
}

test('no schema refuses a pod that the rules accept, and many that they refuse are refused', () => {
  const random = new Random(SEED);
  let [accepted, refused, missed] = [0, 0, 0];
  for (let index = 0; index < 6_000; index++) {
    const pod: any = index % 2 === 0 ? podCase(random) : directedCase((index - 1) / 2, random).pod;
    const spec = pod.spec ?? {};
    if (!hasTypes('PodSpec', spec)) { continue; }
    const isAccepted = isPod(spec);
    if (judgePodValues(pod).length === 0) {
      expect([isAccepted, isAccepted ? '' : pod]).toEqual([true, '']);
      accepted++;
    } else if (isAccepted) {
      missed++;
    } else {
      refused++;
    }
  }
  expect(accepted).toBeGreaterThan(500);
  // Rules that compare fields, or look at other parts of the pod, are beyond a schema.
  expect(refused / (refused + missed)).toBeGreaterThan(0.25);
});

test('nor a claim', () => {
  const values = ['', 'a', 'A b', 'ReadWriteOnce', 'Block', 'x'.repeat(300), 'PersistentVolumeClaim', 'a.b/c'];
  const random = new Random(SEED);
  const some = () => random.pick(values);
  const maybe = (make: () => unknown) => (random.chance(0.5) ? make() : undefined);
  let [accepted, refused] = [0, 0];
  for (let index = 0; index < 3_000; index++) {
    const reference = () => ({ apiGroup: some(), kind: some(), name: some() });
    const spec = JSON.parse(JSON.stringify({
      accessModes: random.chance(0.8) ? ['ReadWriteOnce'] : [some()],
      resources: { requests: { storage: '1Gi' } },
      storageClassName: maybe(some),
      volumeMode: maybe(() => random.pick(['Block', 'Filesystem', ''])),
      volumeAttributesClassName: maybe(some),
      dataSource: random.chance(0.2) ? reference() : undefined,
      dataSourceRef: random.chance(0.2) ? { ...reference(), namespace: maybe(some) } : undefined,
    })) as object;
    // What the API server drops is not looked at, and may be of any form.
    if (droppedFromClaim(spec as Loose, 0).length > 0) { continue; }
    const isAccepted = isClaim(spec);
    if (judgeClaimSpec(spec).length === 0) {
      expect([isAccepted, isAccepted ? '' : spec]).toEqual([true, '']);
      accepted++;
    } else if (!isAccepted) {
      refused++;
    }
  }
  expect(Math.min(accepted, refused)).toBeGreaterThan(100);
});

test('at least a hundred fields have values, names or bounds', () => {
  const forms = [...podForms(core)].flatMap(([type, fields]) => [...fields.keys()].map((field) => `${type}.${field}`));
  expect(forms.length).toBeGreaterThan(100);
  expect(forms).toEqual(expect.arrayContaining([
    'Container.name', 'ContainerPort.protocol', 'Toleration.effect', 'Toleration.operator', 'PodSpec.dnsPolicy',
    'SeccompProfile.type', 'VolumeMount.mountPropagation', 'KeyToPath.mode', 'PersistentVolumeClaimSpec.accessModes',
    'TopologySpreadConstraint.whenUnsatisfiable', 'HTTPGetAction.port', 'PodSecurityContext.supplementalGroups',
  ]));
});

// RE2 has no lookaround, and validators in Go refuse the whole schema for one pattern that it does not take.
test('every pattern is one of RE2', () => {
  for (const release of Catalogue.standard().all()) {
    const patterns = new Set<string>();
    JSON.stringify([...jsonSchemas(release).values()], (key, value) => {
      if (key === 'pattern' && typeof value === 'string') { patterns.add(value); }
      return value;
    });
    expect(patterns.size).toBeGreaterThan(0);
    for (const pattern of patterns) { expect(() => RE2JS.compile(pattern)).not.toThrow(); }
  }
});
