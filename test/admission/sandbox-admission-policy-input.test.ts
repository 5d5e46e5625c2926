import { SandboxAdmissionPolicyProps, ValidationAction } from '../../src';
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
