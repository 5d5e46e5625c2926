import { form } from './forms';
import { labelSelector } from './selectors';
import { Check, field, has, object, oneOf, PodVisit, required, shown, text, wanted } from './visit';
import { compareQuantities, parseQuantity } from '../../kubernetes/quantity';
import { inObject, Loose } from '../../kubernetes/read-json';
import { ACCESS_MODES } from '../../kubernetes/well-known';

const accessModes: Check<readonly string[] | undefined> = (modes = [], visit) => {
  modes.forEach((mode, index) => visit.enter(index, text(mode), [oneOf(...ACCESS_MODES)]));
  if (
    modes.includes('ReadWriteOncePod') &&
    modes.some((mode) => mode !== 'ReadWriteOncePod' && ACCESS_MODES.includes(mode))
  ) {
    visit.refuse("has 'ReadWriteOncePod' beside others", 'keep it alone, or remove it');
  }
};

/** An amount as most are written. */
const POSITIVE = /^[1-9]\d{0,5}(?:[KMGT]i|[kMGT])?$/;

const storage: Check<Loose | undefined> = (resources, visit) => {
  const given = inObject(resources, 'requests').storage;
  if (typeof given === 'string' && POSITIVE.test(given)) { return; }
  const amount = given === undefined || given === null ? undefined : parseQuantity(given);
  if (!amount) {
    visit.refuse('is required', "give an amount such as '10Gi'", 'requests', 'storage');
  } else if (compareQuantities(amount, parseQuantity(0)!) <= 0) {
    visit.refuse(`${shown(given)} is not valid`, 'use more than 0', 'requests', 'storage');
  }
};

const dataSource: Check<Loose | undefined> = object(
  wanted('name', required()),
  wanted('kind', required()),
  (source: Loose, visit: PodVisit) => {
    if (text(source.apiGroup) === '' && source.kind !== 'PersistentVolumeClaim') {
      visit.refuse(
        `kind ${shown(text(source.kind))} needs its API group`,
        "set 'apiGroup', or use a PersistentVolumeClaim",
      );
    }
    visit.enter('apiGroup', source.apiGroup, [form('dnsSubdomain')]);
  },
);

const sameSource: Check<Loose> = (spec, visit) => {
  if (!has(spec, 'dataSource') || !has(spec, 'dataSourceRef')) { return; }
  const [one, other] = [inObject(spec.dataSource), inObject(spec.dataSourceRef)];
  const isSame = ['apiGroup', 'kind', 'name'].every((name) => (one[name] ?? undefined) === (other[name] ?? undefined));
  if (text(other.namespace) !== '' || !isSame) { visit.refuse('has two sources of data', "keep 'dataSourceRef'"); }
};

/** What is asked of a PersistentVolumeClaim. */
export const claimSpec: Check<Loose | undefined> = (given, visit) => {
  const spec = given ?? {};
  visit.enter('accessModes', spec.accessModes, [required('give one access mode at least')]);
  visit.enter('selector', spec.selector, [labelSelector]);
  visit.enter('accessModes', spec.accessModes, [accessModes]);
  visit.enter('resources', spec.resources, [storage]);
  visit.enter('storageClassName', spec.storageClassName, [form('dnsSubdomain')]);
  visit.enter('volumeMode', spec.volumeMode, [oneOf('Block', 'Filesystem')]);
  visit.enter('dataSource', spec.dataSource, [dataSource]);
  visit.enter('dataSourceRef', spec.dataSourceRef, [dataSource, object(field('namespace', form('dnsLabel')))]);
  sameSource(spec, visit);
  visit.enter('volumeAttributesClassName', spec.volumeAttributesClassName, [form('dnsSubdomain')]);
};

