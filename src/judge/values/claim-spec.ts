import { form } from './forms';
import { labelSelector } from './selectors';
import { all, each, field, object, wanted } from './table';
import { shaped, shapesOf } from './value-shape';
import { Check, has, oneOf, PodVisit, required, text } from './visit';
import { compareQuantities, parseQuantity } from '../../kubernetes/quantity';
import { inObject, Loose } from '../../kubernetes/read-json';
import { ACCESS_MODES } from '../../kubernetes/well-known';
import { shown } from '../schema/violation';

const accessMode = oneOf(...ACCESS_MODES);
const knownModes = each(shaped((mode, visit) => { accessMode(text(mode), visit); }, ...shapesOf(accessMode)));

const accessModes = shaped<Check<readonly string[] | undefined>>((modes = [], visit) => {
  knownModes(modes, visit);
  if (
    modes.includes('ReadWriteOncePod') &&
    modes.some((mode) => mode !== 'ReadWriteOncePod' && ACCESS_MODES.includes(mode))
  ) {
    visit.refuse("has 'ReadWriteOncePod' beside others", 'keep it alone, or remove it');
  }
}, ...shapesOf(knownModes));

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
  },
  field('apiGroup', form('dnsSubdomain')),
);

const sameSource: Check<Loose> = (spec, visit) => {
  if (!has(spec, 'dataSource') || !has(spec, 'dataSourceRef')) { return; }
  const [one, other] = [inObject(spec.dataSource), inObject(spec.dataSourceRef)];
  const isSame = ['apiGroup', 'kind', 'name'].every((name) => (one[name] ?? undefined) === (other[name] ?? undefined));
  if (text(other.namespace) !== '' || !isSame) { visit.refuse('has two sources of data', "keep 'dataSourceRef'"); }
};

const ofClaim: Check<Loose> = all(
  wanted('accessModes', required('give one access mode at least')),
  field('selector', labelSelector),
  field('accessModes', accessModes),
  wanted('resources', storage),
  field('storageClassName', form('dnsSubdomain')),
  field('volumeMode', oneOf('Block', 'Filesystem')),
  field('dataSource', dataSource),
  field('dataSourceRef', dataSource, object(field('namespace', form('dnsLabel')))),
  sameSource,
  field('volumeAttributesClassName', form('dnsSubdomain')),
);

/** What is asked of a PersistentVolumeClaim. */
export const claimSpec: Check<Loose | undefined> = shaped(
  (given: Loose | undefined, visit: PodVisit) => { ofClaim(given ?? {}, visit); },
  ...shapesOf(ofClaim),
);

