/** Which Kubernetes keeps a field, in the hovers of editors. */
import { gateSentences } from '../../../src/cli/editor/gate-sentences';
import { jsonSchemas } from '../../../src/cli/json-schema';
import { CLAIM_GATES, GATES, POD_GATES } from '../../../src/kubernetes/feature-gates';
import { CoreTypes } from '../../../src/kubernetes/types/core-types';
import { Catalogue } from '../../../src/release/catalogue';

const { latest } = Catalogue.standard();
const sentences = gateSentences(CoreTypes.of(latest.api.kubernetes));
const of = (type: string, field: string) => sentences.get(type)?.get(field);

test('a field is told with its minor and its gate', () => {
  expect(of('Volume', 'image')).toBe('Kubernetes keeps it from 1.35 on (feature gate ImageVolume).');
  expect(of('PodSpec', 'schedulingGates'))
    .toBe('Kubernetes keeps it from 1.27 on (feature gate PodSchedulingReadiness).');
  expect(of('PersistentVolumeClaimSpec', 'volumeAttributesClassName'))
    .toBe('Kubernetes keeps it from 1.34 on (feature gate VolumeAttributesClass).');
});

test('where some values need no gate, those are named that do', () => {
  expect(of('PodSpec', 'hostUsers'))
    .toBe('Kubernetes keeps user namespaces (hostUsers: false) from 1.33 on (feature gate UserNamespacesSupport).');
});

test('a gate that no minor has on is told so', () => {
  expect(of('Lifecycle', 'stopSignal'))
    .toBe('No Kubernetes to 1.37 keeps it by default: feature gate ContainerStopSignals is off.');
});

test('fields without a gate have none', () => {
  expect(of('PodSpec', 'containers')).toBeUndefined();
  expect(of('Volume', 'emptyDir')).toBeUndefined();
});

test('each gate whose field the types have is in the schema', () => {
  const text = JSON.stringify(jsonSchemas(latest).get('all.json'));
  const absent = [...new Set([...POD_GATES, ...CLAIM_GATES].map(({ gate }) => gate))]
    .filter((gate) => !text.includes(`feature gate ${gate}`));
  // These came after the types that the release embeds.
  expect(absent.filter((gate) => (GATES[gate] ?? 99) <= 36)).toEqual([]);
  expect(absent.length).toBeLessThan(8);
});
