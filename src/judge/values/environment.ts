import { form, formOrEmpty, pathWithoutBacksteps } from './forms';
import { isOlder } from './older-minors';
import { all, each, field, object, wanted } from './table';
import { Check, has, listed, PodVisit, required, text } from './visit';
import { isQualifiedName } from '../../checks/forms';
import { GATES } from '../../kubernetes/feature-gates';
import { compareQuantities, parseQuantity, signOf } from '../../kubernetes/quantity';
import { inObject, Loose } from '../../kubernetes/read-json';
import { shown } from '../schema/violation';

const ONE_SOURCE = 'keep one source';

/** Fields of the pod that a variable may take. */
const ENV_FIELDS = [
  'metadata.name', 'metadata.namespace', 'metadata.uid', 'spec.nodeName', 'spec.serviceAccountName',
  'status.hostIP', 'status.hostIPs', 'status.podIP', 'status.podIPs',
];

/** Fields of the pod that a file of a volume may take. */
export const FILE_FIELDS = [
  'metadata.name',
  'metadata.namespace',
  'metadata.labels',
  'metadata.annotations',
  'metadata.uid',
];

/** Fields that the API of pods knows to select by, whether or not they may be taken here. */
const SELECTABLE = [...ENV_FIELDS, ...FILE_FIELDS, 'spec.restartPolicy', 'spec.schedulerName', 'status.phase'];

/** A field of the pod that a variable or a file takes. */
export function fieldRef(allowed: readonly string[]): Check<Loose | undefined> {
  return object((ref: Loose, visit) => {
    const apiVersion = text(ref.apiVersion) || 'v1';
    const path = text(ref.fieldPath);
    const [, member, key] = /^(.+?)\['(.*)'\]$/s.exec(path) ?? [];
    if (path === '') {
      visit.refuse('is required', `use ${listed(allowed)}`, 'fieldPath');
    } else if (apiVersion !== 'v1') {
      visit.refuse(`fields of version ${shown(apiVersion)} cannot be taken`, "use 'v1'", 'fieldPath');
    } else if (member !== undefined) {
      checkKey(member, key, visit);
    } else if (
      path === 'spec.host' ? !allowed.includes('spec.nodeName') : !SELECTABLE.includes(path) || !allowed.includes(path)
    ) {
      visit.refuse(`${shown(path)} cannot be taken here`, `use ${listed(allowed)}`, 'fieldPath');
    }
  });
}

function checkKey(member: string, key: string, visit: PodVisit): void {
  if (member !== 'metadata.annotations' && member !== 'metadata.labels') {
    visit.refuse(`${shown(member)} has no keys`, "use 'metadata.labels' or 'metadata.annotations'", 'fieldPath');
  } else if (!isQualifiedName(member === 'metadata.annotations' ? key.toLowerCase() : key)) {
    visit.refuse(`${shown(key)} is not the key of a label or annotation`, 'use the key as the pod has it');
  }
}

const RESOURCES = [
  'limits.cpu',
  'limits.memory',
  'limits.ephemeral-storage',
  'requests.cpu',
  'requests.memory',
  'requests.ephemeral-storage',
];
const HUGE_PAGES = /^(?:requests|limits)\.hugepages-/;
const CPU_DIVISORS = ['1m', '1'];
const BYTE_DIVISORS = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];

/** An amount of a container that a variable or a file takes; a file must name the container. */
export function resourceFieldRef(isOfVolume: boolean): Check<Loose | undefined> {
  return object((ref: Loose, visit) => {
    const resource = text(ref.resource);
    if (isOfVolume && text(ref.containerName) === '') {
      visit.refuse('is required', 'name the container', 'containerName');
    } else if (resource === '') {
      visit.refuse('is required', `use ${listed(RESOURCES)}`, 'resource');
    } else if (!RESOURCES.includes(resource) && !HUGE_PAGES.test(resource)) {
      visit.refuse(`${shown(resource)} cannot be taken`, `use ${listed(RESOURCES)}`, 'resource');
    }
    const divisors = /\.cpu$/.test(resource) ? CPU_DIVISORS : BYTE_DIVISORS;
    if ((RESOURCES.includes(resource) || HUGE_PAGES.test(resource)) && !isDivisor(ref.divisor, divisors)) {
      visit.refuse(
        `${shown(ref.divisor)} is not a divisor of ${shown(resource)}`,
        `use ${listed(divisors)}`,
        'divisor',
      );
    }
  });
}

/** Divisors are compared as Kubernetes prints them: `1000m` is `1`, and `1024` is not `1Ki`. */
function isDivisor(value: unknown, divisors: readonly string[]): boolean {
  const amount = parseQuantity(value ?? 0);
  if (!amount || signOf(amount) === 0) { return true; }
  const isBinary = /i$/.test(String(value));
  if (/[eE][+-]?\d/.test(String(value))) { return compareQuantities(amount, parseQuantity(1)!) === 0; }
  return divisors.some(
    (divisor) =>
      compareQuantities(amount, parseQuantity(divisor)!) === 0 &&
      (divisor === '1' || divisor.endsWith('i') === isBinary),
  );
}

const keyRef = object(
  wanted('name', formOrEmpty('dnsSubdomain')),
  wanted('key', required('name the key'), form('configMapKey')),
);

const fileKeyRef = object(
  wanted('key', required('name the key'), form('envName')),
  wanted('volumeName', required('name the volume'), form('dnsLabel')),
  wanted('path', required('give the path of the file'), pathWithoutBacksteps),
);

const SOURCES = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'];

const oneSource: Check<Loose> = (variable, visit) => {
  if (!has(variable, 'valueFrom')) { return; }
  const sources = SOURCES.filter((name) => has(variable.valueFrom, name));
  if (sources.length === 0) {
    const allowed = isOlder(visit, GATES.EnvFiles) ? SOURCES.slice(0, -1) : SOURCES;
    visit.refuseEmpty('has no source', `set ${listed(allowed)}`, 'valueFrom');
  } else if (text(variable.value) !== '') {
    visit.refuse("is set beside 'value'", "remove 'value' or 'valueFrom'", 'valueFrom');
  } else if (sources.length > 1) {
    visit.refuse(`has ${sources.length} sources`, ONE_SOURCE, 'valueFrom');
  }
};

/** The variables of a container. */
export const environment: Check = each(all(
  wanted('name', required('name the variable'), form('envName')),
  field('valueFrom', object(
    field('fieldRef', fieldRef(ENV_FIELDS)),
    field('resourceFieldRef', resourceFieldRef(false)),
    field('configMapKeyRef', keyRef),
    field('secretKeyRef', keyRef),
    field('fileKeyRef', fileKeyRef),
  )),
  oneSource,
));

const subdomain = form('dnsSubdomain');

/** Trailing dashes are allowed in names that others are made of, which this is checked as. */
const nameOrPrefix: Check<string | undefined> = (value, visit) => {
  subdomain(value?.replace(/(?<=.)-$/, 'a'), visit);
};

const wholeSource = object(wanted('name', required('name the object'), nameOrPrefix));

const oneWholeSource: Check<Loose> = (from, visit) => {
  const sources = ['configMapRef', 'secretRef'].filter((name) => has(from, name));
  if (sources.length === 0) { visit.refuseEmpty('has no source', "set 'configMapRef' or 'secretRef'"); }
  if (sources.length > 1) { visit.refuse('has two sources', ONE_SOURCE); }
};

/** ConfigMaps and Secrets whose keys become variables of a container. */
export const environmentFrom: Check = each(all(
  field('prefix', form('envName')),
  field('configMapRef', wholeSource),
  field('secretRef', wholeSource),
  oneWholeSource,
));

/** Without any source a volume is an emptyDir. */
function isEmptyDir(volume: Loose): boolean {
  return Object.keys(volume).every((name) => name === 'name' || name === 'emptyDir' || !has(volume, name));
}

/** Variables from files, of a volume that must be an emptyDir. */
export const filesOfVariables: Check<Loose> = (container, visit) => {
  const variables = Array.isArray(container.env) ? container.env : [];
  variables.forEach((variable, index) => {
    const ref = inObject(variable, 'valueFrom', 'fileKeyRef');
    if (!has(inObject(variable, 'valueFrom'), 'fileKeyRef')) { return; }
    const volume = visit.pod.volumes.get(text(ref.volumeName));
    const path = ['env', index, 'valueFrom', 'fileKeyRef', 'volumeName'];
    if (!volume && visit.pod.hasAllVolumes) {
      visit.refuse(`the pod has no volume ${shown(text(ref.volumeName))}`, 'name a volume of the pod', ...path);
    } else if (volume && !isEmptyDir(volume)) {
      visit.refuse(`volume ${shown(text(ref.volumeName))} is not an emptyDir`, 'use a volume with emptyDir', ...path);
    }
  });
};

