import { formOrEmpty } from './forms';
import { labels } from './selectors';
import { all, each, field, object, wanted } from './table';
import { Check, has, PodVisit, text } from './visit';
import { isQualifiedName } from '../../checks/forms';
import { Loose } from '../../kubernetes/read-json';
import { shown } from '../schema/violation';

const MOST_ANNOTATIONS = 256 * 1024;

/** Annotations: keys as those of labels, in either case, and at most 256 KiB together. */
export const annotations: Check<Loose | undefined> = object((given: Loose, visit: PodVisit) => {
  let size = 0;
  for (const [key, value] of Object.entries(given)) {
    if (!isQualifiedName(key.toLowerCase())) {
      visit.refuse(
        `${shown(key)} is not a qualified name`,
        "use at most 63 letters, digits, '-', '_' and '.' after a domain and '/'",
        key,
      );
    }
    size += Buffer.byteLength(key) + Buffer.byteLength(text(value));
  }
  if (size > MOST_ANNOTATIONS) { visit.refuse('is too large', 'use at most 256 KiB for all annotations'); }
});

const STANDARD_FINALIZERS = ['kubernetes', 'orphan', 'foregroundDeletion'];

const qualifiedNames = each(formOrEmpty('qualifiedName'));
const namespaceName = formOrEmpty('dnsLabel');

const finalizers: Check<readonly string[] | undefined> = (list, visit) => {
  qualifiedNames(list, visit);
  if (list?.includes('orphan') && list.includes('foregroundDeletion')) {
    visit.refuse("has both 'orphan' and 'foregroundDeletion'", 'keep one of them');
  }
};

/** Finalizers of Kubernetes' own kinds are standard ones, or have a domain. */
export const finalizerDomains: Check = each((value, visit) => {
  if (!text(value).includes('/') && !STANDARD_FINALIZERS.includes(text(value))) {
    visit.refuse(`${shown(text(value))} has no domain`, "use a name such as 'example.com/archive'");
  }
});

const OWNER_FIELDS = ['kind', 'name', 'uid'];

const owners: Check<readonly Loose[] | undefined> = (list, visit) => {
  visit.items(list, (owner: Loose) => {
    const [version, ofGroup, ...more] = text(owner.apiVersion).split('/');
    if ((ofGroup ?? version) === '' || more.length > 0) {
      visit.refuse('has no version', 'set the API version', 'apiVersion');
    }
    for (const name of OWNER_FIELDS) {
      if (text(owner[name]) === '') { visit.refuse('is required', 'set it', name); }
    }
    if (owner.apiVersion === 'v1' && owner.kind === 'Event') { visit.refuse('an Event owns nothing', 'remove it'); }
  });
  if ((list ?? []).filter(({ controller }) => controller === true).length > 1) {
    visit.refuse('has two controllers', 'keep one of them');
  }
};

/** Metadata of an object in a namespace, but for its name. */
export const metadata: Check<Loose | undefined> = all(
  wanted('namespace', (value: string | undefined, visit) => { if (value) { namespaceName(value, visit); } }),
  field('labels', labels),
  field('annotations', annotations),
  field('ownerReferences', owners),
  field('finalizers', finalizers),
);

/** Metadata of a pod, whose finalizers need a domain. */
export const podMetadata: Check<Loose | undefined> = all(metadata, field('finalizers', finalizerDomains));

const OF_TEMPLATES = ['labels', 'annotations'];

/** Metadata of a claim that a pod makes: labels and annotations, and nothing else. */
export const templateMetadata: Check<Loose | undefined> = (given, visit) => {
  visit.enter('annotations', given?.annotations, annotations);
  visit.enter('labels', given?.labels, labels);
  for (const name of Object.keys(given ?? {})) {
    if (!OF_TEMPLATES.includes(name) && has(given, name) && given![name] !== '') {
      visit.refuse('is set for a claim that a pod makes', 'remove it', name);
    }
  }
};
