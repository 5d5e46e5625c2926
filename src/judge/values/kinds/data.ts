/**
 * ConfigMaps and Secrets. No message shows a value.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/secret/#secret-types
 */
import { inObject, Loose } from '../../../kubernetes/read-json';
import { shown } from '../../schema/violation';
import { formOrEmpty } from '../forms';
import { all } from '../table';
import { Check, PodVisit } from '../visit';

const key = formOrEmpty('configMapKey');
const MOST_BYTES = 1024 * 1024;

/** Values are base64 in the one, and plain in the other. */
const sizeOf = (value: unknown, isEncoded: boolean) => (
  typeof value === 'string' ? isEncoded ? Buffer.from(value, 'base64').length : Buffer.byteLength(value) : 0
);

function checkKeys(given: Loose, lists: readonly string[], visit: PodVisit): void {
  for (const list of lists) {
    visit.below([list], () => {
      for (const name of Object.keys(inObject(given, list))) { visit.below([name], () => { key(name, visit); }); }
    });
  }
}

const sizes = (plain: string, encoded: string): Check<Loose> => (given, visit) => {
  const values = { ...inObject(given, encoded), ...inObject(given, plain) };
  const isPlain = inObject(given, plain);
  const size = Object.entries(values)
    .reduce((sum, [name, value]) => sum + sizeOf(value, !Object.hasOwn(isPlain, name)), 0);
  if (size > MOST_BYTES) { visit.refuse(`has ${size} bytes`, `use at most ${MOST_BYTES}, as etcd holds them`, 'data'); }
};

export const configMap: Check<Loose> = all((given: Loose, visit) => {
  checkKeys(given, ['data', 'binaryData'], visit);
  const binary = inObject(given, 'binaryData');
  for (const name of Object.keys(inObject(given, 'data'))) {
    if (Object.hasOwn(binary, name)) {
      visit.refuse(`${shown(name)} is in 'binaryData', too`, 'remove one of them', 'data', name);
    }
  }
}, sizes('data', 'binaryData'));

const DOCKER_JSON = '.dockerconfigjson';

/** By type, the keys that it needs. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  'kubernetes.io/dockerconfigjson': [DOCKER_JSON],
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
};
const LOGIN = ['username', 'password'];
const ACCOUNT = 'kubernetes.io/service-account.name';

function isJson(value: unknown, isEncoded: boolean): boolean {
  try {
    if (typeof value !== 'string') { return false; }
    const read = JSON.parse(isEncoded ? Buffer.from(value, 'base64').toString() : value) as unknown;
    return typeof read === 'object' && !Array.isArray(read);
  } catch {
    return false;
  }
}

const ofType: Check<Loose> = (given, visit) => {
  const [encoded, plain] = [inObject(given, 'data'), inObject(given, 'stringData')];
  const hasKey = (name: string) => Object.hasOwn(plain, name) || Object.hasOwn(encoded, name);
  const type = typeof given.type === 'string' ? given.type : '';
  if (type === 'kubernetes.io/service-account-token') {
    if (!inObject(given, 'metadata', 'annotations')[ACCOUNT]) {
      visit.refuse(`is required with 'type: ${type}'`, 'name the ServiceAccount', 'metadata', 'annotations', ACCOUNT);
    }
    return;
  }
  if (type === 'kubernetes.io/basic-auth' && !LOGIN.some(hasKey)) {
    visit.refuse(`is required with 'type: ${type}'`, "give 'username' or 'password'", 'data', LOGIN[0]);
    return;
  }
  for (const name of Object.hasOwn(NEEDED, type) ? NEEDED[type] : []) {
    const isPlain = Object.hasOwn(plain, name);
    const value = isPlain ? plain[name] : encoded[name];
    if (!hasKey(name) || (type === 'kubernetes.io/ssh-auth' && value === '')) {
      visit.refuse(`is required with 'type: ${type}'`, 'give it', 'data', name);
    } else if (name.startsWith('.docker') && !isJson(value, !isPlain)) {
      visit.refuse('is not an object in JSON', "give an object with 'auths'", isPlain ? 'stringData' : 'data', name);
    }
  }
};

export const secret: Check<Loose> = all((given: Loose, visit) => {
  checkKeys(given, ['data', 'stringData'], visit);
}, ofType, sizes('stringData', 'data'));
