import { form } from './forms';
import { finalizerDomains, metadata } from './metadata';
import { all, field, wanted } from './table';
import { between, Check, NO_POD, PodVisit } from './visit';
import { Trouble } from '../../findings/trouble';
import { formatPath } from '../../kubernetes/json-path';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inObject } from '../../kubernetes/read-json';
import { shown } from '../schema/violation';

/** Kinds whose names are parts of a path of the API, and no more. */
const LOOSELY_NAMED = ['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding', 'PodDisruptionBudget'];
/** Kinds whose names are one label of DNS. */
const LABEL_NAMED = ['Namespace', 'Service'];
/** Kinds that name themselves by rules of their own. */
const OTHERWISE_NAMED = [
  'APIService',
  'ClusterTrustBundle',
  'CustomResourceDefinition',
  'ComponentStatus',
  'Event',
  'IPAddress',
];

/** What no name may be, as it is a part of a path. */
export const looseName: Check<string | undefined> = (name, visit) => {
  if (name === '.' || name === '..' || /[/%]/.test(name ?? '')) {
    visit.refuse(`'${name}' is not a name`, "use a name without '/' and '%'");
  }
};

/** What the API server refuses of the metadata of an object: names, labels, annotations, finalizers and owners. */
export function metadataTroubles(object: KubeObject): Trouble[] {
  const visit = new PodVisit(NO_POD);
  visit.enter('metadata', inObject(object.metadata), ofKind(object.kind));
  return visit.problems.map(({ path, message, remedy }) => ({
    message: `${formatPath(path)}: ${message}`,
    remedy,
    path,
  }));
}

/** Names of which the API server writes the end: a dash before it is not the last character. */
function beginning(check: Check<string | undefined>): Check<string | undefined> {
  return (value, visit) => {
    const { length } = visit.problems;
    check(value !== undefined && value.length > 1 && value.endsWith('-') ? `${value.slice(0, -2)}a` : value, visit);
    if (visit.problems.length === length) { return; }
    visit.problems.length = length;
    visit.refuse(`${shown(value)} is not the beginning of a name`, "use lower-case letters, digits and '-'");
  };
}

const domains = field('finalizers', finalizerDomains);
const numbered = field('generation', between(0, Infinity));

const namedBy = (check: Check<string | undefined>): Check => (
  all(wanted('name', check), field('generateName', beginning(check)), numbered, metadata, domains)
);

const looselyNamed = namedBy(looseName);
const otherwiseNamed = all(numbered, metadata, domains);
const namedByLabel = namedBy(form('dnsLabel'));
const namedBySubdomain = namedBy(form('dnsSubdomain'));

function ofKind(kind: string): Check {
  if (OTHERWISE_NAMED.includes(kind)) { return otherwiseNamed; }
  if (LOOSELY_NAMED.includes(kind)) { return looselyNamed; }
  return LABEL_NAMED.includes(kind) ? namedByLabel : namedBySubdomain;
}
