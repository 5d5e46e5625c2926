import { form } from './forms';
import { metadata } from './metadata';
import { all, wanted } from './table';
import { Check, NO_POD, PodVisit } from './visit';
import { Trouble } from '../../findings/trouble';
import { formatPath } from '../../kubernetes/json-path';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inObject } from '../../kubernetes/read-json';

/** Kinds whose names are parts of a path of the API, and no more. */
const LOOSELY_NAMED = ['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'];
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

const looseName: Check<string | undefined> = (name, visit) => {
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

const looselyNamed = all(wanted('name', looseName), metadata);
const namedByLabel = all(wanted('name', form('dnsLabel')), metadata);
const namedBySubdomain = all(wanted('name', form('dnsSubdomain')), metadata);

function ofKind(kind: string): Check {
  if (OTHERWISE_NAMED.includes(kind)) { return metadata; }
  if (LOOSELY_NAMED.includes(kind)) { return looselyNamed; }
  return LABEL_NAMED.includes(kind) ? namedByLabel : namedBySubdomain;
}
