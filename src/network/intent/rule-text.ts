import { formatAddress, formatCidr, isOneAddress } from './cidr';
import type { AddressRange, NetworkRule, Pods, Port, Target } from './intent';
import type { LabelSelectorJson } from './peer-json';
import { NAMESPACE_NAME } from '../../kubernetes/well-known';

/** A rule in words, such as `pods with app=db of its namespace on TCP 5432`. */
export function ruleText({ targets, ports }: NetworkRule): string {
  return `${targets.map(targetText).join(', ')} on ${ports.length > 0 ? ports.map(portText).join(', ') : 'all ports'}`;
}

/** A target in words, such as `pods with app=db of its namespace`. */
export function targetText(target: Target): string {
  switch (target.kind) {
    case 'range': return rangeText(target);
    case 'pods': return podsText(target);
    case 'domain': return target.name;
  }
}

function rangeText({ title, cidr, except = [] }: AddressRange): string {
  if (title !== undefined) { return title; }
  const text = isOneAddress(cidr) ? formatAddress(cidr) : formatCidr(cidr);
  return except.length > 0 ? `${text} without ${except.map(formatCidr).join(', ')}` : text;
}

function podsText({ podSelector, namespaceSelector }: Pods): string {
  const labels = requirements(podSelector);
  const pods = labels.length > 0 ? `pods with ${labels.join(' and ')}` : 'all pods';
  return `${pods} of ${namespacesText(namespaceSelector)}`;
}

function namespacesText(selector: LabelSelectorJson | undefined): string {
  if (!selector) { return 'its namespace'; }
  const { [NAMESPACE_NAME]: name, ...matchLabels } = selector.matchLabels ?? {};
  const labels = requirements({ ...selector, matchLabels });
  const withLabels = labels.length > 0 ? ` with ${labels.join(' and ')}` : '';
  if (name !== undefined) { return `namespace '${name}'${withLabels}`; }
  return withLabels === '' ? 'all namespaces' : `namespaces${withLabels}`;
}

function requirements({ matchLabels = {}, matchExpressions = [] }: LabelSelectorJson): string[] {
  return [
    ...Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`),
    ...matchExpressions.map(({ key, operator, values }) => (
      `${key} ${operator}${values ? ` (${values.join(', ')})` : ''}`
    )),
  ];
}

/** Ports in words, such as `TCP 443`. */
export function portText({ protocol, port, endPort = port }: Port): string {
  if (port === undefined) { return `all ports of ${protocol}`; }
  return `${protocol} ${port}${endPort === port ? '' : `-${endPort}`}`;
}
