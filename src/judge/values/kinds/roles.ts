/**
 * Roles and their bindings.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/rbac/validation/validation.go
 */
import { subdomain } from './parts';
import { inList, inObject, Loose } from '../../../kubernetes/read-json';
import { shown } from '../../schema/violation';
import { looseName } from '../object-metadata';
import { all } from '../table';
import { Check, oneOf, PodVisit, text } from '../visit';

const GROUP = 'rbac.authorization.k8s.io';
const lengthOf = (value: unknown) => (Array.isArray(value) ? value.length : 0);

const rule = (isClusterWide: boolean): Check<Loose> => (given, visit) => {
  if (lengthOf(given.verbs) === 0) { visit.refuse('is required', 'give a verb', 'verbs'); }
  if (lengthOf(given.nonResourceURLs) > 0) {
    if (!isClusterWide) {
      visit.refuse('is not possible in a Role', 'make it a ClusterRole', 'nonResourceURLs');
    } else if (['apiGroups', 'resources', 'resourceNames'].some((name) => lengthOf(given[name]) > 0)) {
      visit.refuse('is set beside resources', 'make two rules of it', 'nonResourceURLs');
    }
    return;
  }
  if (lengthOf(given.apiGroups) === 0) {
    visit.refuse('is required', "give an API group; '' is that of Pods and Secrets", 'apiGroups');
  }
  if (lengthOf(given.resources) === 0) { visit.refuse('is required', "give resources such as 'pods'", 'resources'); }
};

const rules = (isClusterWide: boolean): Check<Loose> => (given, visit) => {
  const check = rule(isClusterWide);
  visit.below(['rules'], () => { visit.items(inList(given, 'rules'), (each: Loose) => { check(each, visit); }); });
};

const aggregation: Check<Loose> = (given, visit) => {
  if (!given.aggregationRule || lengthOf(inObject(given, 'aggregationRule').clusterRoleSelectors) > 0) { return; }
  visit.refuse('is required', 'give a selector of ClusterRoles', 'aggregationRule', 'clusterRoleSelectors');
};

export const role = rules(false);
export const clusterRole: Check<Loose> = all(rules(true), aggregation);

const SUBJECTS: Readonly<Record<string, string>> = { ServiceAccount: '', User: GROUP, Group: GROUP };

function checkSubject(given: Loose, isClusterWide: boolean, visit: PodVisit): void {
  const kind = text(given.kind);
  if (text(given.name) === '') { visit.refuse('is required', 'give the name', 'name'); }
  if (!Object.hasOwn(SUBJECTS, kind)) {
    visit.enter('kind', kind, oneOf(...Object.keys(SUBJECTS)));
    return;
  }
  if (kind === 'ServiceAccount') { visit.enter('name', given.name, subdomain); }
  const group = text(given.apiGroup) || SUBJECTS[kind];
  if (group !== SUBJECTS[kind]) {
    visit.refuse(`${shown(group)} is not the group of a ${kind}`, 'remove it', 'apiGroup');
  }
  // In a RoleBinding it is that of the binding.
  if (isClusterWide && kind === 'ServiceAccount' && text(given.namespace) === '') {
    visit.refuse('is required with a ServiceAccount', 'give the namespace', 'namespace');
  }
}

const binding = (...kinds: readonly string[]): Check<Loose> => (given, visit) => {
  const reference = inObject(given, 'roleRef');
  visit.below(['roleRef'], () => {
    const group = text(reference.apiGroup) || GROUP;
    if (group !== GROUP) { visit.refuse(`${shown(group)} has no roles`, `use '${GROUP}'`, 'apiGroup'); }
    visit.enter('kind', text(reference.kind), oneOf(...kinds));
    if (text(reference.name) === '') { visit.refuse('is required', 'name the role', 'name'); }
    visit.enter('name', text(reference.name), looseName);
  });
  visit.below(['subjects'], () => {
    const isClusterWide = !kinds.includes('Role');
    visit.items(inList(given, 'subjects'), (subject: Loose) => { checkSubject(subject, isClusterWide, visit); });
  });
};

export const roleBinding = binding('Role', 'ClusterRole');
export const clusterRoleBinding = binding('ClusterRole');
