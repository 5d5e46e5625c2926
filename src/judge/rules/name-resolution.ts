import { templateOf } from './claim-resolution';
import { NOTHING, Rule, RuleContext } from './rule';
import { FindingSeverity } from '../../findings/finding';
import { Trouble } from '../../findings/trouble';
import type { KubeObject } from '../../kubernetes/kube-object';
import { SANDBOX_POD, sandboxPod } from '../../kubernetes/pod-templates';
import { inList, inObject, Loose } from '../../kubernetes/read-json';

/** The policies by which pods ask the name servers of the cluster. */
const OF_CLUSTER: readonly unknown[] = [undefined, 'ClusterFirst', 'ClusterFirstWithHostNet'];

const DNS = 53;

/** Pods that ask name servers which the network policy of their template keeps from them. */
export const nameResolution: Rule = {
  code: 'ASB216',
  severity: FindingSeverity.WARNING,
  kinds: ['SandboxTemplate', 'SandboxWarmPool'],
  check: (object, context) => {
    const template = object.kind === 'SandboxTemplate' ? object : templateOf(object, context);
    // Policies select pods by the hash of their template's name; pods in the network of their node are beyond policies.
    if (!template || !context.release.controller.podsBearTemplateHash || !asksCluster(template)) { return NOTHING; }
    return object.kind === 'SandboxTemplate' ? ofTemplate(template, context) : ofPool(object, template, context);
  },
};

function asksCluster(template: KubeObject): boolean {
  const { dnsPolicy, dnsConfig, hostNetwork } = sandboxPod(template);
  const { nameservers } = inObject(dnsConfig);
  return (
    OF_CLUSTER.includes(dnsPolicy) &&
    hostNetwork !== true &&
    !(Array.isArray(nameservers) && nameservers.length > 0) &&
    inObject(template.spec).networkPolicyManagement !== 'Unmanaged'
  );
}

function ofTemplate(template: KubeObject, { release: { controller } }: RuleContext): Trouble[] {
  const { networkPolicy } = inObject(template.spec);
  const { dnsPolicy } = sandboxPod(template);
  if (networkPolicy !== undefined) { return ofPolicy(networkPolicy); }
  if (dnsPolicy === undefined || !controller.defaultNetworkPolicy) { return NOTHING; }
  return [
    {
      message:
        `the pod asks the name servers of the cluster ('${dnsPolicy}'), ` +
        'which the default network policy keeps from it, so no name is resolved',
      remedy:
        "remove 'dnsPolicy', so that the controller gives it public name servers, " +
        "or give a 'networkPolicy' that lets cluster DNS through",
      path: [...SANDBOX_POD, 'dnsPolicy'],
    },
  ];
}

/** Whoever lets nothing out wants no names either. */
function ofPolicy(networkPolicy: unknown): Trouble[] {
  const egress = inList(networkPolicy, 'egress');
  if (egress.length === 0 || egress.some(letsDns)) { return NOTHING; }
  return [
    {
      message:
        `the network policy lets nothing out to UDP port ${DNS}, ` +
        'and the pod asks the name servers of the cluster, so no name is resolved',
      remedy:
        `add an egress rule for UDP port ${DNS} of cluster DNS, or, ` +
        "if none is wanted, set 'dnsPolicy' to 'None' with 'dnsConfig'",
      path: ['spec', 'networkPolicy', 'egress'],
    },
  ];
}

/** Whether a rule lets questions to name servers through. Ports by name are those of pods that are not known here. */
function letsDns(rule: Loose): boolean {
  const ports = inList(rule, 'ports');
  return ports.length === 0 || ports.some(({ port, endPort, protocol = 'TCP' }) => {
    if (protocol !== 'UDP') { return false; }
    return typeof port !== 'number' || port === DNS || (typeof endPort === 'number' && port < DNS && DNS <= endPort);
  });
}

function ofPool({ spec }: KubeObject, template: KubeObject, { release: { id, controller } }: RuleContext): Trouble[] {
  if (!controller.defaultNetworkPolicy || controller.resolverInPools || inObject(spec).replicas === 0) {
    return NOTHING;
  }
  if (inObject(template.spec).networkPolicy !== undefined || sandboxPod(template).dnsPolicy !== undefined) {
    return NOTHING;
  }
  return [
    {
      message:
        `${id} gives pods of pools no name servers of their own, ` +
        `and the default network policy of template '${template.metadata.name}' ` +
        'keeps those of the cluster from them, so no name is resolved',
      remedy:
        "set 'dnsPolicy' of the template to 'None' and name public servers in 'dnsConfig', or use v0.3.10 or newer",
      path: ['spec', 'sandboxTemplateRef', 'name'],
    },
  ];
}
