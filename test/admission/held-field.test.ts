/** The owners of a field, and the rule that holds it to them. */
import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { HeldField, HeldFieldOptions } from '../../src';
import { policyIn } from '../support/admission';
import { chartOf, untyped } from '../support/workloads';

const chart = new Chart(new App(), 'accounts');
const timer = kplus.ServiceAccount.fromServiceAccountName(chart, 'Timer', 'idle-timer', { namespaceName: 'timers' });

test('owners are known by the names that the API server gives to them', () => {
  const ada = kplus.User.fromName(chart, 'Ada', 'ada@example.com');
  const owners = [timer, ada, kplus.Group.fromName(chart, 'G', 'admins')];
  const { names, _settings } = HeldField.poolReplicas({ owners, names: ['queue'] });
  expect(names).toEqual(['queue']);
  expect(_settings).toEqual({
    field: 'poolReplicas',
    users: ['system:serviceaccount:timers:idle-timer', 'ada@example.com'],
    groups: ['admins'],
    names: ['queue'],
  });
});

test('only the kinds that have the field get the rule, and Sandboxes a policy of their subresource', () => {
  const policiesWith = (heldFields: HeldField[]) => policyIn(chartOf(), { heldFields }).policies
    .filter((policy) => JSON.stringify(policy.toJson()).includes('ASB392')).map(({ name }) => name);
  expect(policiesWith([])).toEqual([]);
  expect(policiesWith([HeldField.operatingMode({ owners: [timer] })])).toEqual([
    'research-isolation-sandboxes', 'research-isolation-sandboxes-scale',
  ]);
  expect(policiesWith([HeldField.poolReplicas({ owners: [timer] })])).toEqual([
    'research-isolation-sandboxwarmpools',
  ]);
});

describe('fails if', () => {
  test.each<[string, HeldFieldOptions, RegExp]>([
    ['there are no owners', { owners: [] }, /'owners' is \[\]; give at least one ServiceAccount, User or Group/],
    ['an owner is a name', { owners: untyped(['timer']) }, /an owner is 'timer'; give a ServiceAccount/],
    ['there are no names', { owners: [timer], names: [] }, /'names' is \[\]; give at least one name of an object/],
    [
      'a ServiceAccount has no namespace',
      { owners: [kplus.ServiceAccount.fromServiceAccountName(chart, 'Nowhere', 'idle-timer')] },
      /owner 'idle-timer' is a ServiceAccount of namespace 'default', which cdk8s-plus takes where none is named/,
    ],
  ])('%s', (_, options, message) => {
    expect(() => HeldField.operatingMode(options)).toThrow(message);
  });

  test('a held field is a text', () => {
    expect(() => policyIn(chartOf(), { heldFields: untyped(['operatingMode']) })).toThrow(
      "'heldFields' has 'operatingMode'; give HeldField.operatingMode({ owners }) or "
      + 'HeldField.poolReplicas({ owners })',
    );
  });
});
