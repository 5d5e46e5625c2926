/**
 * Parts that many documents of a file share are judged once if they pass whatever the pod around them is. A part that
 * passes in one pod and not in another is refused there, in whatever order they stand.
 */
import { Yaml } from 'cdk8s';
import { split } from '../../../src/documents';
import { ManifestJudge } from '../../../src/judge/manifests';
import { isRepeated } from '../../../src/judge/schema';
import { PodVisit } from '../../../src/judge/values/visit';
import { Catalogue } from '../../../src/release/catalogue';

interface Pod { readonly name: string; readonly spec: object; readonly container?: object }

function textOf({ name, spec, container }: Pod): string {
  const containers = [{ name: 'main', image: 'registry.example.com/a:1', ...container }];
  return Yaml.stringify({
    apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'research' }, spec: { containers, ...spec },
  });
}

/** The paths of refused values, each after the name of its pod. */
function refused(pods: readonly Pod[]): string[] {
  const manifests = new ManifestJudge({
    release: Catalogue.standard().get('v1.0.5'), closedWorld: false, keepObjects: false, kubernetes: 'v1.36.0',
  });
  for (const chunk of split([pods.map(textOf).join('---\n')])) {
    manifests.read({ name: 'pods.yaml', isStrict: true }, chunk);
  }
  return manifests.finish().findings.filter(({ finding: { severity } }) => severity === 'error')
    .map(({ object, finding: { message } }) => `${object}: ${message}`);
}

const VOLUME = [{ name: 'scratch', emptyDir: {} }];
const CLAIM = [{ name: 'disk', persistentVolumeClaim: { claimName: 'c' } }];
const EPHEMERAL = {
  volumes: [{
    name: 'v'.repeat(60),
    ephemeral: {
      volumeClaimTemplate: {
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      },
    },
  }],
};
const SLEEP = { lifecycle: { preStop: { sleep: { seconds: 40 } } } };
const FILE = { fileKeyRef: { volumeName: 'scratch', path: 'a.env', key: 'A' } };

/** What two pods share, what the one has beside it, and what the other has. */
interface Shared { readonly shared: Partial<Pod>; readonly fine: Partial<Pod>; readonly wrong: Partial<Pod> }

const SHARED: Readonly<Record<string, Shared>> = {
  'mounts of a volume': {
    shared: { container: { volumeMounts: [{ name: 'scratch', mountPath: '/scratch' }] } },
    fine: { spec: { volumes: VOLUME } },
    wrong: { spec: {} },
  },
  'devices of a claim': {
    shared: { container: { volumeDevices: [{ name: 'disk', devicePath: '/dev/disk' }] } },
    fine: { spec: { volumes: CLAIM } },
    wrong: { spec: { volumes: [{ ...VOLUME[0], name: 'disk' }] } },
  },
  'devices among the users of the node': {
    shared: { container: { volumeDevices: [{ name: 'disk', devicePath: '/dev/disk' }] } },
    fine: { spec: { volumes: CLAIM } },
    wrong: { spec: { volumes: CLAIM, hostUsers: false } },
  },
  'variables from a file': {
    shared: { container: { env: [{ name: 'A', valueFrom: FILE }] } },
    fine: { spec: { volumes: VOLUME } },
    wrong: { spec: {} },
  },
  'an unmasked /proc': {
    shared: { container: { securityContext: { procMount: 'Unmasked' } } },
    fine: { spec: { hostUsers: false } },
    wrong: { spec: { hostUsers: true } },
  },
  'a sleep before the end': {
    shared: { container: SLEEP },
    fine: { spec: { terminationGracePeriodSeconds: 60 } },
    wrong: { spec: { terminationGracePeriodSeconds: 39 } },
  },
  'a sleep of a sidecar': {
    shared: { spec: { initContainers: [{ name: 'side', image: 'a', restartPolicy: 'Always', ...SLEEP }] } },
    fine: { spec: { terminationGracePeriodSeconds: 60 } },
    wrong: { spec: {} },
  },
  'a policy of resizing': {
    shared: { container: { resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }] } },
    fine: { spec: { restartPolicy: 'Always' } },
    wrong: { spec: { restartPolicy: 'Never' } },
  },
  'claims for devices': {
    shared: { container: { resources: { claims: [{ name: 'gpu' }] } } },
    fine: { spec: { resourceClaims: [{ name: 'gpu', resourceClaimName: 'g' }] } },
    wrong: { spec: { resourceClaims: [{ name: 'other', resourceClaimName: 'g' }] } },
  },
  'an ephemeral volume': {
    shared: { spec: EPHEMERAL }, fine: {}, wrong: { name: `wrong-${'a'.repeat(190)}` },
  },
  'settings of the kernel': {
    shared: { spec: { securityContext: { sysctls: [{ name: 'net.core.somaxconn', value: '1' }] } } },
    fine: { spec: { hostNetwork: false } },
    wrong: { spec: { hostNetwork: true } },
  },
  'a configuration of DNS': {
    shared: { spec: { dnsConfig: { options: [{ name: 'ndots', value: '2' }] } } },
    fine: { spec: { dnsPolicy: 'ClusterFirst' } },
    wrong: { spec: { dnsPolicy: 'None' } },
  },
  'resources of the pod': {
    shared: { spec: { resources: { requests: { cpu: '1' } } } },
    fine: { container: { resources: { requests: { cpu: '1' } } } },
    wrong: { container: { resources: { requests: { cpu: '2' } } } },
  },
  'a security context of Linux': {
    shared: { container: { securityContext: { runAsUser: 1000 } } },
    fine: { spec: { os: { name: 'linux' } } },
    wrong: { spec: { os: { name: 'windows' } } },
  },
  'a port of the node': {
    shared: { container: { ports: [{ containerPort: 80, hostPort: 8080 }] } },
    fine: { spec: { hostNetwork: false } },
    wrong: { spec: { hostNetwork: true } },
  },
};

const ORDERS = ['fine wrong', 'wrong fine', 'fine fine wrong', 'wrong wrong fine', 'fine fine wrong fine wrong fine'];

const CASES = Object.entries(SHARED).flatMap(([name, of]) => [
  { name, of, imageOf: () => 'a' },
  // With images of their own the parts of the containers are shared, and not the containers.
  { name: `${name}, in other containers`, of, imageOf: (index: number) => `a:${index}` },
]);

describe.each(CASES)('$name', ({ of: { shared, ...made }, imageOf }) => {
  test.each(ORDERS)('fails if it passed in another pod of the file: %s', (order) => {
    const pods = order.split(' ').map((kind, index): Pod & { isWrong: boolean } => {
      const own = made[kind as 'fine' | 'wrong'];
      return {
        name: `${own.name ?? kind}-${index}`,
        spec: { ...shared.spec, ...own.spec },
        container: { image: imageOf(index), ...shared.container, ...own.container },
        isWrong: kind === 'wrong',
      };
    });
    const found = refused(pods);
    for (const { name, isWrong } of pods) {
      expect(found.some((line) => line.includes(`${name}:`))).toBe(isWrong);
    }
  });
});

test('a part that passes whatever the pod is, is judged in the first two pods only', () => {
  const { enter } = PodVisit.prototype;
  const times = { visited: 0, repeated: 0 };
  const protocol = jest.spyOn(PodVisit.prototype, 'enter').mockImplementation(function (this: PodVisit, ...given) {
    if (given[0] === 'protocol') { times.visited += 1; }
    if (given[0] === 'ports' && isRepeated(given[1] as object)) { times.repeated += 1; }
    enter.apply(this, given);
  });
  const ports = [{ name: 'http', containerPort: 80, protocol: 'TCP' }];
  const pods = ['a', 'b', 'c', 'd'].map((name) => ({ name, spec: {}, container: { image: name, ports } }));
  expect(refused(pods)).toEqual([]);
  protocol.mockRestore();
  expect(times).toEqual({ visited: 2, repeated: 3 });
});
