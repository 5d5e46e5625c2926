import { CONTROLLER } from '../../../api/controller-names';
import { KIND_NAMES, KINDS } from '../../../api/kinds';
import { shown } from '../../../checks/forms';
import { FindingSeverity } from '../../../findings/finding';
import { Trouble } from '../../../findings/trouble';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { inList, inObject } from '../../../kubernetes/read-json';
import { OtherRule } from '../other-rule';
import { NOTHING } from '../rule';

const RBAC = 'rbac.authorization.k8s.io/';

/** The ClusterRoles of the controller, as upstream names them. */
const CONTROLLER_ROLES: readonly unknown[] = [CONTROLLER, `${CONTROLLER}-extensions`];

/** The controller's ClusterRole, granted in one namespace: it lists and watches all, which it may not then. */
export const boundInOneNamespace: OtherRule = {
  code: 'ASB255',
  severity: FindingSeverity.ERROR,
  kinds: ['RoleBinding'],
  check: ({ apiVersion, metadata, roleRef, subjects }) => {
    const { kind, name } = inObject(roleRef);
    if (kind !== 'ClusterRole' || !CONTROLLER_ROLES.includes(name) || !apiVersion.startsWith(RBAC)) { return NOTHING; }
    const isController = inList(subjects).some(
      (subject) => subject.kind === 'ServiceAccount' && subject.name === CONTROLLER,
    );
    if (!isController) { return NOTHING; }
    const { namespace } = inObject(metadata);
    return [
      {
        message:
          `a RoleBinding grants ClusterRole '${String(name)}' to the controller in namespace ` +
          `${shown(namespace ?? 'default')} alone, and the controller lists and watches all namespaces, ` +
          'so it never starts to work',
        remedy: 'bind it with a ClusterRoleBinding',
        path: ['kind'],
      },
    ];
  },
};

/**
 * Rules of roles that are meant for our kinds and grant nothing: the API server compares groups and plurals as texts.
 */
export const grantsNothing: OtherRule = {
  code: 'ASB256',
  severity: FindingSeverity.WARNING,
  kinds: ['Role', 'ClusterRole'],
  check: (object) => (object.apiVersion.startsWith(RBAC) ? idleRules(object) : NOTHING),
};

const PLURALS: ReadonlyMap<string, string> = new Map(KIND_NAMES.map((kind) => [KINDS[kind].plural, KINDS[kind].group]));
const GROUPS: ReadonlySet<string> = new Set(PLURALS.values());
/** Kinds and singular names, by their plural. */
const SINGULARS: ReadonlyMap<string, string> = new Map(
  KIND_NAMES.map((kind) => [kind.toLowerCase(), KINDS[kind].plural]),
);

function idleRules({ rules }: KubeObject): Trouble[] {
  const troubles = inList(rules).flatMap((rule, index) => {
    const groups = textsOf(rule.apiGroups);
    const resources = textsOf(rule.resources);
    return resources.flatMap((resource, at): Trouble[] => {
      const [name, ...subresource] = resource.split('/');
      const plural = SINGULARS.get(name.toLowerCase());
      const path = ['rules', index, 'resources', at];
      if (plural !== undefined && groups.some((group) => GROUPS.has(group) || isNear(group))) {
        return [
          {
            message:
              `resource '${resource}' does not exist, so that the rule grants nothing; ` +
              'resources are plurals in lower case',
            remedy: `write '${[plural, ...subresource].join('/')}'`,
            path,
          },
        ];
      }
      const group = PLURALS.get(name);
      if (group === undefined || groups.includes(group) || groups.includes('*') || !isMeant(name, groups)) {
        return NOTHING;
      }
      return [
        {
          message:
            `resource '${resource}' is of API group '${group}', ` +
            `and the rule names ${groups.map((each) => `'${each}'`).join(', ')}, so that it grants nothing of it`,
          remedy: `write '${group}' in 'apiGroups'`,
          path: ['rules', index, 'apiGroups'],
        },
      ];
    });
  });
  return troubles.length > 0 ? troubles : NOTHING;
}

/** Whether a rule with these groups means our kinds: `sandboxes` may be of anybody, the others are ours. */
function isMeant(plural: string, groups: readonly string[]): boolean {
  if (groups.some((group) => GROUPS.has(group) || isNear(group))) { return true; }
  return plural !== KINDS.Sandbox.plural && groups.includes('');
}

/** Whether a group is ours but for a slip. */
function isNear(group: string): boolean {
  return /agents?\.x-k8s\.io$|agents?\.k8s\.io$/.test(group);
}

function textsOf(list: unknown): string[] {
  return Array.isArray(list) ? list.filter((each): each is string => typeof each === 'string') : [];
}
