import { Duration } from 'cdk8s';
import { SandboxAdmissionPolicyProps, SandboxEgress, ValidationAction } from '../../src';
import { policyIn } from '../support/admission';
import { chartOf, untyped } from '../support/workloads';

describe('fails if', () => {
  test.each<[string, Partial<SandboxAdmissionPolicyProps>, RegExp]>([
    ['there are no runtimes', { runtimes: [] }, /'runtimes' is empty, so every pod would be refused/],
    [
      'runtimes are names',
      { runtimes: untyped(['gvisor']) },
      /'runtimes' is \["gvisor"\]; give a list of IsolatedRuntimes/,
    ],
    ['runtimes are left out', { runtimes: undefined }, /'runtimes' is undefined; give a list of IsolatedRuntimes/],
    ['there are no namespaces', { namespaces: [] }, /'namespaces' is empty, so the policy would apply nowhere/],
    ['a namespace is malformed', { namespaces: ['Research'] }, /namespace 'Research' is not a DNS label/],
    [
      'namespaces are given both ways',
      { namespaces: ['a'], excludedNamespaces: ['b'] },
      /'namespaces' and 'excludedNamespaces' are both given/,
    ],
    ['a scheduler is malformed', { allowedSchedulers: ['Mine'] }, /scheduler 'Mine' is not a DNS subdomain/],
    [
      'a PriorityClass is none',
      { allowedPriorityClasses: untyped([7]) },
      /'allowedPriorityClasses' has 7; give strings/,
    ],
    ['a flag of volumes is none', { allowVolumeDataSources: untyped(1) }, /'allowVolumeDataSources' is 1/],
    ['there are no registries', { registries: [] }, /'registries' is empty, so every image would be refused/],
    [
      'a registry is a URL',
      { registries: ['https://registry.example.com'] },
      /registry 'https:\/\/registry\.example\.com' is not valid; give its host/,
    ],
    ['a registry has a tag', { registries: ['registry.example.com/python:3.14'] }, /is not valid; give its host/],
    [
      'an action is none',
      { validationActions: [untyped('Refuse')] },
      /'validationActions' has 'Refuse'; allowed: Deny, Warn, Audit/,
    ],
    ['there are no actions', { validationActions: [] }, /'validationActions' is empty, so the policy would do nothing/],
    [
      'an action is there twice',
      { validationActions: [ValidationAction.DENY, ValidationAction.DENY] },
      /one of them twice/,
    ],
    [
      'it denies and warns',
      { validationActions: [ValidationAction.DENY, ValidationAction.WARN] },
      /'validationActions' has Deny and Warn/,
    ],
    [
      'the standard is none',
      { podSecurity: untyped('strict') },
      /'podSecurity' is 'strict'; give one of privileged, baseline, restricted/,
    ],
    ['a flag is none', { requireDigests: untyped('yes') }, /'requireDigests' is 'yes'; give true or false/],
    ['a maximum is no amount', { maxContainerCpu: untyped({ amount: 'lots' }) }, /'maxContainerCpu' has 'lots'/],
    ['a size is none', { maxContainerMemory: untyped(4) }, /'maxContainerMemory' has 4/],
    ['a count is negative', { maxPoolReplicas: -1 }, /'maxPoolReplicas' is -1/],
    ['the name is malformed', { metadata: { name: 'Strict!' } }, /name of the policy 'Strict!' is not a DNS subdomain/],
    ['a label is no text', { metadata: { labels: untyped({ tier: 1 }) } }, /'labels' of the policy 'tier' has value 1/],
    ['a lifetime is a text', { maxLifetime: untyped('2h') }, /'maxLifetime' is '2h'; give a Duration/],
    [
      'a lifetime is nothing',
      { maxLifetime: Duration.seconds(0) },
      /'maxLifetime' is 0s; give a Duration of whole seconds/,
    ],
    [
      'a lifetime needs no end',
      { maxLifetime: Duration.hours(2), requireShutdownTime: false },
      /'requireShutdownTime' is false; remove one/,
    ],
    ['there are no accounts', { serviceAccounts: [] }, /'serviceAccounts' is empty, so every pod would be refused/],
    ['an account is malformed', { serviceAccounts: ['Sandbox'] }, /service account 'Sandbox' is not a DNS subdomain/],
    [
      'an annotation prefix is malformed',
      { allowedPodAnnotations: ['*'] },
      /'allowedPodAnnotations' has annotation key '\*'/,
    ],
    [
      'an annotation prefix is a number',
      { allowedPodAnnotations: untyped([7]) },
      /'allowedPodAnnotations' has 7; give strings/,
    ],
    [
      'a node label is a list',
      { allowedNodeLabels: untyped(['pool']) },
      /'allowedNodeLabels' is \["pool"\]; give an object/,
    ],
    [
      'a toleration has a value and no key',
      { allowedTolerations: [{ value: 'a' }] },
      /a toleration without a key needs the operator EXISTS/,
    ],
    ['a number of claims is none', { maxVolumeClaims: 1.5 }, /'maxVolumeClaims' is 1\.5/],
    ['the egress is a list', { maxEgress: untyped([]) }, /'maxEgress' is \[\]; give a SandboxEgress/],
    [
      'the ingress is an egress',
      { maxIngress: untyped(SandboxEgress.none()) },
      /'maxIngress' is a SandboxEgress; give a SandboxIngress/,
    ],
    ['finalizers are a text', { allowedFinalizers: untyped('x') }, /'allowedFinalizers' is 'x'; give a list/],
  ])('%s', (_, props, message) => {
    expect(() => policyIn(chartOf(), props)).toThrow(message);
  });
});

test('lists that are changed later change nothing', () => {
  const namespaces = ['research'];
  const validationActions = [ValidationAction.AUDIT];
  const { bindings: [binding] } = policyIn(chartOf(), { namespaces, validationActions });
  namespaces.push('sales');
  validationActions.push(ValidationAction.WARN);
  expect(binding.toJson().spec).toMatchObject({
    validationActions: ['Audit'],
    matchResources: { namespaceSelector: { matchExpressions: [{ values: ['research'] }] } },
  });
});
