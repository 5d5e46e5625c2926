import { apartFromInternet, METADATA } from './address-space';
import { itemsOf } from './items';
import type { Fact, Radius, Reached } from './reached';
import { grants } from '../../kubernetes/rbac';
import { Cidr, parseCidr, subtract } from '../../network/intent/cidr';
import type { ApiAllowance, BlastBudget, NetworkBudget } from '../blast-budget';
import { BlastArea, BlastItem } from '../blast-item';

/** What a radius has beyond a budget. */
export function excessOf(radius: Radius, budget: BlastBudget): BlastItem[] {
  const { network } = budget;
  const ranges = network ? radius.ranges.flatMap(({ cidr, ...rest }) => (
    rangesBeyond(cidr, network).map((left) => ({ cidr: left, ...rest }))
  )) : [];
  return itemsOf({ ranges, reached: radius.reached.filter((each) => !isAllowed(each, budget)) });
}

function rangesBeyond(range: Cidr, { internet, cidrs = [], metadata }: NetworkBudget): Cidr[] {
  const allowed = [...(metadata ? METADATA : []), ...cidrs.map(parseCidr)];
  return (internet ? apartFromInternet([range]) : [range]).flatMap((each) => subtract(each, allowed));
}

function isAllowed({ area, fact }: Reached, budget: BlastBudget): boolean {
  const { network, api, secrets, identity, volumes, nodes } = budget;
  switch (area) {
    case BlastArea.NETWORK: return !network || isInNetwork(fact, network);
    case BlastArea.API: return !api || isInApi(fact, api);
    case BlastArea.SECRETS: return !secrets || isInSecrets(fact, secrets);
    case BlastArea.IDENTITY: return !identity || (fact.is === 'node-identity'
      ? identity.node === true
      : fact.is === 'identity' && has(identity.identities, fact.name));
    case BlastArea.VOLUMES: return !volumes || (fact.is === 'volume'
      && (has(volumes.written, fact.name) || (!fact.isWritten && has(volumes.read, fact.name))));
    case BlastArea.NODES: return !nodes || isInNodes(fact, nodes);
  }
}

function isInNetwork(fact: Fact, { domains, dns, ownPods, namespaces, internet }: NetworkBudget): boolean {
  switch (fact.is) {
    case 'domain': return internet === true || has(domains, fact.name);
    case 'dns': return dns === true;
    case 'own-pods': return ownPods === true;
    case 'pods': return has(namespaces, '*') || (fact.namespace !== undefined && has(namespaces, fact.namespace));
    default: return false;
  }
}

function isInApi(fact: Fact, { allow = [], paths = [], roles = [] }: NonNullable<BlastBudget['api']>): boolean {
  if (fact.is === 'role') { return roles.some((role) => fact.role.endsWith(`'${role}'`)); }
  if (fact.is !== 'grant') { return false; }
  const { grant } = fact;
  if (grant.url !== undefined) {
    return paths.some((url) => grants({ verb: '*', group: '', resource: '', url }, grant));
  }
  return allow.some((each) => allowances(each).some((allowed) => grants(allowed, grant)));
}

/** An allowance as grants, one by one. */
function allowances({ verbs, resources, namespaces, names }: ApiAllowance) {
  const each = <T>(list: readonly T[] | undefined): ReadonlyArray<T | undefined> => list ?? [undefined];
  return verbs.flatMap((verb) => resources.flatMap((text) => {
    const [path, ...sub] = text.split('/');
    const [plural, ...groups] = path.split('.');
    const resource = [plural, ...sub].join('/');
    const group = text === '*' ? '*' : groups.join('.');
    return each(namespaces).flatMap((namespace) => each(names).map((name) => (
      { verb, group, resource, ...(namespace !== undefined && { namespace }), ...(name !== undefined && { name }) }
    )));
  }));
}

function isInSecrets(fact: Fact, { names, readableIn }: NonNullable<BlastBudget['secrets']>): boolean {
  if (fact.is === 'secret') { return has(names, fact.name); }
  if (fact.is !== 'secrets-by-api') { return false; }
  const { name, namespace } = fact;
  return (name !== undefined && has(names, name)) || has(readableIn, '*')
    || (namespace !== undefined && has(readableIn, namespace));
}

function isInNodes(fact: Fact, budget: NonNullable<BlastBudget['nodes']>): boolean {
  switch (fact.is) {
    case 'kernel': return budget.kernel === true;
    case 'privileged': return budget.privileged === true;
    case 'host-namespaces': return budget.hostNamespaces === true;
    case 'host-ports': return budget.hostPorts === true;
    case 'shared-nodes': return budget.shared !== false;
    case 'capability': return budget.capabilities?.some((each) => plain(each) === fact.name) ?? false;
    case 'host-path': {
      const paths = [...budget.writtenPaths ?? [], ...(fact.isWritten ? [] : budget.readPaths ?? [])];
      return paths.some((path) => fact.path === path || fact.path.startsWith(`${path.replace(/\/+$/, '')}/`));
    }
    default: return false;
  }
}

function plain(capability: string): string {
  return capability.toUpperCase().replace(/^CAP_/, '');
}

function has(list: readonly string[] | undefined, value: string): boolean {
  return list?.includes(value) ?? false;
}
