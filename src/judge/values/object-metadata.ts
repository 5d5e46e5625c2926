import { form } from './forms';
import { metadata } from './metadata';
import { Check, NO_POD, PodVisit, wanted } from './visit';
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
  visit.enter('metadata', inObject(object.metadata), [wanted('name', nameCheck(object.kind)), metadata]);
  return visit.problems.map(({ path, message, remedy }) => ({
    message: `${formatPath(path)}: ${message}`,
    remedy,
    path,
  }));
}

function nameCheck(kind: string): Check<string | undefined> {
  if (OTHERWISE_NAMED.includes(kind)) { return () => undefined; }
  if (LOOSELY_NAMED.includes(kind)) { return looseName; }
  return form(LABEL_NAMED.includes(kind) ? 'dnsLabel' : 'dnsSubdomain');
}
