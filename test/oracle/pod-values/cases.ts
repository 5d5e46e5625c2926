/** Random pods: a base, valid values for some fields, and changes that may break them. */
import { ENTRIES, VOLUMES } from './catalogue';
import { put } from './entries';
import { Random } from '../structural/random';

type Json = any;

const TEXTS = [
  '',
  ' ',
  'a',
  'A',
  'My_Main',
  'a b',
  '-a',
  'a-',
  'a.b',
  '.',
  '..',
  '../x',
  'a/../b',
  '..a',
  '/abs',
  '/',
  'x/y/z',
  'example.com/a',
  'EXAMPLE.com/A',
  'a'.repeat(15),
  'a'.repeat(16),
  'a'.repeat(63),
  'a'.repeat(64),
  'a'.repeat(253),
  'a'.repeat(254),
  'ä',
  'a=b',
  'A=B',
  'a\tb',
  '1',
  '1a',
  '80',
  'a--b',
  '_a',
  'a_',
  'kubernetes.io/x',
  'Always',
  'Never',
  'OnFailure',
  'IfNotPresnt',
  'Clusterfirst',
  'None',
  'Default',
  'Exists',
  'In',
  'Equal',
  'Lt',
  'NoSchedule',
  'NoSchedul',
  'NoExecute',
  'TCP',
  'tcp',
  'SCTP',
  'HTTP',
  'HTTPS',
  'Localhost',
  'RuntimeDefault',
  'Unconfined',
  'Linux',
  'linux',
  'windows',
  'metadata.name',
  "metadata.labels['a']",
  "metadata.annotations['A b']",
  'spec.nodeName',
  'spec.host',
  'status.podIPs',
  'limits.cpu',
  'requests.hugepages-2Mi',
  '10.0.0.1',
  '010.0.0.1',
  '10.0.0.256',
  '::1',
  '::ffff:10.0.0.1',
  '2001:db8::1%eth0',
  'nope',
  'scratch',
  'claim',
  'config',
  'gpu',
  'main',
  'http',
  'Bidirectional',
  'IfPossible',
  'SIGTERM',
  'SIGRTMIN+3',
  'SIGNOPE',
  'CAP_SYS_ADMIN',
  'Unmasked',
  'net.core.somaxconn',
  'kernel.msgmax',
  'Managed',
  'Block',
  'ReadWriteOncePod',
  'ReadWriteMany',
  'data',
  'runtime/default',
  'localhost/a',
  'localhost/../b',
  'unconfined',
  'user',
  'D\\user',
  'a\\b\\c',
  'a:b',
  'host:1',
  'iqn.2015-02.a:b',
  'eui.0123456789abcdef',
  'DoNotSchedule',
  'ScheduleAnyway',
  'kubernetes',
  'orphan',
  'registry.example.com/a:1 ',
  'example.com:b',
];
const NUMBERS = [
  -2147483648, -5, -1, 0, 1, 2, 5, 30, 31, 255, 256, 511, 512, 599, 600, 65535, 65536, 70000, 2147483647,
];
const AMOUNTS = [
  '0',
  '-1',
  '500m',
  '0.5',
  '1',
  '2',
  '1Mi',
  '2Mi',
  '3Mi',
  '1Gi',
  '5Gi',
  '1k',
  '1m',
  '1u',
  '100E',
  '1e3',
  1,
  2,
];
const RESOURCES = [
  'cpu',
  'memory',
  'ephemeral-storage',
  'gpu',
  'storage',
  'pods',
  'hugepages-2Mi',
  'hugepages-x',
  'nvidia.com/gpu',
  'requests.cpu',
  'kubernetes.io/x',
  'a b',
  'requests.example.com/x',
  'example.com/A',
];

interface Place { readonly holder: Json; readonly key: string | number; readonly path: string }

function placesIn(value: Json, path = ''): Place[] {
  if (typeof value !== 'object' || value === null) { return []; }
  const keys: Array<string | number> = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
  return keys.flatMap((key) => [
    { holder: value, key, path: `${path}.${key}` },
    ...placesIn(value[key], `${path}.${key}`),
  ]);
}

function isAmount(path: string): boolean {
  return /\.(?:limits|requests|overhead)\.[^.]|\.sizeLimit$|\.divisor$/.test(path);
}

function change(pod: Json, random: Random): void {
  const places = placesIn(pod).filter(
    ({ path }) => !/^\.(?:apiVersion|kind|metadata(?:\.(?:name|namespace))?)$/.test(path),
  );
  if (places.length === 0) { return; }
  const { holder, key, path } = random.pick(places);
  const value = holder[key];
  const kind = random.below(10);
  if (kind === 0 || kind === 1) {
    if (Array.isArray(holder)) { holder.splice(Number(key), 1); } else { delete holder[key]; }
  } else if (kind === 2 && Array.isArray(holder)) {
    holder.push(structuredClone(value));
  } else if (isAmount(path)) {
    if (random.below(3) === 0) {
      holder[random.pick(RESOURCES)] = random.pick(AMOUNTS);
    } else {
      holder[key] = random.pick(AMOUNTS);
    }
  } else if (typeof value === 'string') {
    holder[key] = random.pick(TEXTS);
  } else if (typeof value === 'number') {
    holder[key] = random.pick(
      /[pP]ort$/.test(path) && random.below(3) === 0 ? [...NUMBERS, ...TEXTS.slice(0, 40)] : NUMBERS,
    );
  } else if (typeof value === 'boolean') {
    holder[key] = !value;
  } else if (/\.(?:labels|annotations|nodeSelector|matchLabels|options|userAnnotations)$/.test(path)) {
    value[random.pick(TEXTS)] = random.pick(TEXTS);
  } else if (Array.isArray(value)) {
    if (random.below(2) === 0) {
      holder[key] = [];
    } else if (value.length > 0) {
      value.push(structuredClone(random.pick(value)));
    }
  } else if (random.below(3) === 0) {
    holder[key] = {};
  } else {
    Object.assign(
      value,
      structuredClone(
        random.pick(
          placesIn(pod)
            .map((other) => other.holder[other.key])
            .filter(
              (other) =>
                typeof other === 'object' &&
                other !== null &&
                !Array.isArray(other) &&
                Object.keys(other).some((name) => name in value),
            ),
        ),
      ),
    );
  }
}

/** A pod that has the types of the schema, as long as the changes keep them. */
export function podCase(random: Random): Json {
  const pod: Json = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: random.below(20) === 0 ? 'a'.repeat(250) : 'web', namespace: 'research' },
    spec: { containers: [{ name: 'main', image: 'registry.example.com/a:1' }] },
  };
  // Volumes that entries refer to come first.
  for (let count = random.below(4); count > 0; count -= 1) { put(pod, random.pick(VOLUMES)); }
  for (let count = random.below(6); count > 0; count -= 1) { put(pod, random.pick(ENTRIES)); }
  for (const [name, source] of [['scratch', { emptyDir: {} }], ['config', { configMap: { name: 'c' } }]] as const) {
    if (random.below(2) === 0 && JSON.stringify(pod.spec).includes(`"${name}"`)) {
      put(pod, ['spec.volumes.+', { name, ...source }]);
    }
  }
  for (let count = random.below(4); count > 0; count -= 1) { change(pod, random); }
  return pod;
}
