/** Requirements on the isolation, images and limits of pods. */
import { POD_SECURITY_CHECKS } from '../../judge/pod-security/index';
import { AdmissionRule, listed, podRule } from '../admission-rule';
import {
  absent, all, Condition, differs, each, entry, equals, hasEntry, includes, isEmpty, matches, oneOf, optional, required,
  startsWithOneOf, unless, unlessTrue, whenGiven, whenTrue,
} from '../conditions';
import { amount, containers, inherited, isWindows, podAndContainers, volumes } from '../pod-conditions';

/** Values that a check of Pod Security admission allows in the newest version. */
function allowedBy(check: string): string[] {
  return POD_SECURITY_CHECKS.filter(({ id }) => id === check).flatMap(({ allows = {} }) => Object.keys(allows));
}

const CAPABILITIES = allowedBy('capabilities_restricted');
const SECCOMP_TYPES = allowedBy('seccompProfile_restricted');
const SYSCTLS = allowedBy('sysctls');

/** Resources of a node that containers take from one another without a limit. */
const LIMITED = ['cpu', 'memory', 'ephemeral-storage'] as const;

export const POD_RULES: readonly AdmissionRule[] = [
  podRule({
    code: 'ASB350',
    requirement: ({ runtimes }) => `pods must have one of the runtime classes ${listed(runtimes)}`,
    remedy: "set 'runtime' of the sandbox or template, which is runtimeClassName of a pod",
    condition: ({ runtimes }) => required('runtimeClassName', oneOf(runtimes)),
  }),
  podRule({
    code: 'ASB351',
    podSecurity: ['privileged'],
    requirement: () => 'containers may not be privileged',
    remedy: 'remove privileged or set it to false',
    condition: () => containers(optional('securityContext.privileged', differs(true))),
  }),
  podRule({
    code: 'ASB352',
    podSecurity: ['hostNamespaces'],
    requirement: () => "pods may not share the node's network, processes or IPC",
    remedy: 'remove it or set it to false',
    condition: () => all(...['hostNetwork', 'hostPID', 'hostIPC'].map((field) => optional(field, differs(true)))),
  }),
  podRule({
    code: 'ASB353',
    podSecurity: ['restrictedVolumes', 'hostPathVolumes'],
    requirement: () => 'pods may not mount paths of the node',
    remedy: 'use an emptyDir, a workspace or another volume that is not on the node',
    condition: () => volumes(absent('hostPath')),
  }),
  podRule({
    code: 'ASB354',
    podSecurity: ['capabilities_restricted', 'capabilities_baseline'],
    requirement: () => `containers may add no capability but ${listed(CAPABILITIES)}`,
    remedy: 'remove it',
    condition: () => containers(optional('securityContext.capabilities.add', each('capability', oneOf(CAPABILITIES)))),
  }),
  podRule({
    code: 'ASB355',
    podSecurity: ['capabilities_restricted'],
    requirement: () => 'containers must drop all capabilities',
    remedy: "set capabilities.drop to ['ALL']",
    condition: () => unless(isWindows, containers(required('securityContext.capabilities.drop', includes('ALL')))),
  }),
  podRule({
    code: 'ASB356',
    podSecurity: ['allowPrivilegeEscalation'],
    requirement: () => 'containers must not let processes gain privileges',
    remedy: 'set allowPrivilegeEscalation to false',
    condition: () => unless(isWindows, containers(required('securityContext.allowPrivilegeEscalation', equals(false)))),
  }),
  podRule({
    code: 'ASB357',
    requirement: () => 'pods must not get a token of their service account',
    remedy: 'set automountServiceAccountToken of the pod to false',
    condition: ({ allowServiceAccountTokens }) =>
      unlessTrue(allowServiceAccountTokens, () => required('automountServiceAccountToken', equals(false))),
  }),
  podRule({
    code: 'ASB358',
    requirement: () => 'volumes may not hold credentials that Kubernetes issues',
    remedy: 'remove the source from the projected volume',
    condition: ({ allowServiceAccountTokens, tokenAudiences }) => unlessTrue(allowServiceAccountTokens, () => volumes(
      optional('projected.sources', each('source', all(
        tokenAudiences ? optional('serviceAccountToken', required('audience', oneOf(tokenAudiences)))
          : absent('serviceAccountToken'),
        absent('podCertificate'),
      ))),
    )),
  }),
  podRule({
    code: 'ASB359',
    podSecurity: ['runAsNonRoot', 'runAsUser'],
    requirement: () => 'nothing may run as root, and the pod or each container must say so',
    remedy: 'set securityContext.runAsNonRoot of the pod to true, and no user 0',
    condition: () => all(
      inherited('securityContext.runAsNonRoot', equals(true)),
      podAndContainers(optional('securityContext.runAsUser', differs(0))),
    ),
  }),
  podRule({
    code: 'ASB360',
    podSecurity: ['seccompProfile_restricted', 'seccompProfile_baseline'],
    requirement: () => `the pod or each container must name a seccomp profile, ${listed(SECCOMP_TYPES)}`,
    remedy: 'set securityContext.seccompProfile.type of the pod to RuntimeDefault',
    condition: () => unless(isWindows, inherited('securityContext.seccompProfile.type', oneOf(SECCOMP_TYPES))),
  }),
  podRule({
    code: 'ASB361',
    podSecurity: ['hostPorts'],
    requirement: () => 'containers may not take ports of the node',
    remedy: 'remove hostPort and reach the container through a Service',
    condition: () => containers(optional('ports', each('port', optional('hostPort', equals(0))))),
  }),
  podRule({
    code: 'ASB362',
    podSecurity: ['sysctls'],
    requirement: () => 'pods may set only sysctls that bear on no other pod of the node',
    remedy: 'remove it; the Pod Security Standards list those that may be set',
    condition: () => optional('securityContext.sysctls', each('sysctl', required('name', oneOf(SYSCTLS)))),
  }),
  podRule({
    code: 'ASB363',
    podSecurity: ['procMount_restricted', 'procMount'],
    requirement: () => 'containers must see /proc masked',
    remedy: 'remove procMount',
    condition: () => containers(optional('securityContext.procMount', equals('Default'))),
  }),
  podRule({
    code: 'ASB364',
    requirement: ({ registries = [] }) => `images must come from ${listed(registries)}`,
    remedy: 'write the whole name of an image there, its registry first',
    condition: ({ registries }) => whenGiven(registries, (prefixes) => imageOf(startsWithOneOf(prefixes))),
  }),
  podRule({
    code: 'ASB365',
    requirement: () => 'images must be named by their digest',
    remedy: "end the image with '@sha256:' and its digest",
    condition: ({ requireDigests }) => whenTrue(requireDigests, () => imageOf(matches('@sha256:[a-f0-9]{64}$'))),
  }),
  podRule({
    code: 'ASB366',
    // A LimitRange adds limits to pods only, not to the objects that describe them.
    kinds: ['Pod'],
    isMendedByDefaults: true,
    requirement: () => 'containers must have limits of CPU and memory',
    remedy: 'set limits of the container, or say hasDefaultLimits of the policy where a LimitRange sets them',
    condition: ({ requireLimits }) => whenTrue(requireLimits, () =>
      containers(required('resources.limits', all(hasEntry('cpu'), hasEntry('memory'))), 'lastingContainers')),
  }),
  podRule({
    code: 'ASB367',
    requirement: ({ maxLimits }) =>
      `limits must be more than 0${LIMITED.filter((name) => maxLimits[name])
        .map((name, index) => `${index === 0 ? ', at most ' : ' and '}${maxLimits[name]} of ${name}`)
        .join('')}`,
    remedy: 'lower the limit, or leave it out for the default of a LimitRange',
    condition: ({ maxLimits }) => containers(
      optional('resources.limits', all(...LIMITED.map((name) => entry(name, amount(maxLimits[name]))))),
      'lastingContainers',
    ),
  }),
  podRule({
    code: 'ASB368',
    requirement: () => 'pods may not have ephemeral containers, which no limit and no template binds',
    remedy: 'remove them, or allow them in the policy while you debug',
    condition: ({ allowEphemeralContainers }) =>
      unlessTrue(allowEphemeralContainers, () => optional('ephemeralContainers', isEmpty)),
  }),
];

/** The condition holds for the images of containers and for images that are mounted as volumes. */
function imageOf(condition: Condition): Condition {
  return all(containers(required('image', condition)), volumes(optional('image.reference', condition)));
}
