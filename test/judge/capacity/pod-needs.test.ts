import { Needs, quantityText } from '../../../src/judge/capacity/needs';
import { claimNeeds, ContainerDefaults, podNeeds } from '../../../src/judge/capacity/pod-needs';

type Amounts = Record<string, string>;

/** Needs as a manifest has them. */
function text(amounts: Needs): Amounts {
  return Object.fromEntries(
    Object.entries(amounts).map(([resource, amount]) => [resource, quantityText(resource, amount)]),
  );
}

function needs(spec: object, defaults: ContainerDefaults = {}, overhead: Record<string, Amounts> = {}): Amounts {
  return text(podNeeds(spec, { defaults, overhead: (name) => overhead[name] }));
}

const container = (requests?: object, limits?: object) => ({
  resources: { ...(requests && { requests }), ...(limits && { limits }) },
});

test('containers count together', () => {
  const spec = {
    containers: [
      container({ cpu: '500m', memory: '1Gi' }, { cpu: 2 }),
      container({ cpu: 1 }, { cpu: '1.5', memory: '1536Mi' }),
    ],
  };
  // The second container limits memory and asks for none, so it asks for as much.
  expect(needs(spec)).toEqual({
    'pods': '1',
    'requests.cpu': '1500m',
    'requests.memory': '2560Mi',
    'limits.cpu': '3500m',
    'limits.memory': '1536Mi',
  });
});

test('an init container counts if it needs more than all that run later', () => {
  const spec = {
    initContainers: [container({ cpu: 3, memory: '1Gi' })],
    containers: [container({ cpu: 1, memory: '2Gi' }), container({ cpu: 1 })],
  };
  expect(needs(spec)).toEqual({ 'pods': '1', 'requests.cpu': '3', 'requests.memory': '2Gi' });
});

test('a sidecar runs beside what starts after it, and beside the containers', () => {
  const sidecar = { ...container({ cpu: 1 }), restartPolicy: 'Always' };
  expect(needs({ initContainers: [sidecar], containers: [container({ cpu: 2 })] })['requests.cpu']).toBe('3');
  expect(
    needs({ initContainers: [sidecar, container({ cpu: 4 })], containers: [container({ cpu: 2 })] })['requests.cpu'],
  ).toBe('5');
  expect(
    needs({ initContainers: [container({ cpu: 4 }), sidecar], containers: [container({ cpu: 2 })] })['requests.cpu'],
  ).toBe('4');
});

test('containers that say nothing count as the LimitRange has them', () => {
  const defaults = { requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: '1', memory: '1Gi' } };
  expect(needs({ containers: [container(), container(undefined, { cpu: '2' })] }, defaults)).toEqual({
    'pods': '1', 'requests.cpu': '2100m', 'requests.memory': '512Mi', 'limits.cpu': '3', 'limits.memory': '2Gi',
  });
});

test('the overhead of the runtime is requested, and limited where the pod is', () => {
  const overhead = { 'kata-qemu': { cpu: '250m', memory: '320Mi' } };
  expect(
    needs({ runtimeClassName: 'kata-qemu', containers: [container({ cpu: 1 }, { memory: '1Gi' })] }, {}, overhead),
  ).toEqual({
    'pods': '1',
    'requests.cpu': '1250m',
    'requests.memory': '1344Mi',
    'limits.memory': '1344Mi',
  });
  expect(needs({ runtimeClassName: 'gvisor', containers: [container({ cpu: 1 })] }, {}, overhead)).toEqual({
    'pods': '1',
    'requests.cpu': '1',
  });
});

test('resources of the pod stand in the place of those of its containers', () => {
  expect(
    needs({
      resources: { requests: { cpu: 4 }, limits: { cpu: 4 } },
      containers: [container({ cpu: 1, memory: '1Gi' })],
    }),
  ).toEqual({
    'pods': '1',
    'requests.cpu': '4',
    'requests.memory': '1Gi',
    'limits.cpu': '4',
  });
});

test('what is below a thousandth is rounded up', () => {
  expect(needs({ containers: [container({ cpu: '100u' })] })['requests.cpu']).toBe('1m');
  expect(needs({ containers: [container({ memory: '0.5' })] })['requests.memory']).toBe('1');
});

test('volume claims count, those of the pod and those beside it', () => {
  const asked = (storage: string) => ({ spec: { resources: { requests: { storage } } } });
  const spec = {
    volumes: [
      { name: 'scratch', ephemeral: { volumeClaimTemplate: asked('10Gi') } },
      { name: 'tmp', emptyDir: {} },
    ],
  };
  const claimed = text(claimNeeds(spec, [asked('50Gi')]));
  expect(claimed).toEqual({ 'persistentvolumeclaims': '2', 'requests.storage': '60Gi' });
  expect(claimNeeds({ containers: [] }, [])).toEqual({});
});

test('a manifest of any form is read', () => {
  expect(
    needs({ containers: 'none', initContainers: [null, 3, { resources: { requests: { cpu: 'much', memory: [] } } }] }),
  ).toEqual({ pods: '1' });
});
