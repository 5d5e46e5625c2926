import { bothWays } from '../../support/both-ways';

const namespace = (labels: Record<string, string>) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'team', labels },
});

test.each([
  ['enforce', 'restrictd', "'restrictd' is not valid; use 'privileged', 'baseline' or 'restricted'"],
  ['warn', '', "'' is not valid; use 'privileged', 'baseline' or 'restricted'"],
  ['audit-version', '1.36', "'1.36' is not valid; use 'latest' or a minor such as 'v1.36'"],
])('fails if the label %s is %s', (mode, value, message) => {
  const key = `pod-security.kubernetes.io/${mode}`;
  const { synth, files } = bothWays([namespace({ [key]: value })]);
  expect(files).toEqual([`error ASB102 metadata.labels[${key}]: metadata.labels[${key}]: ${message}`]);
  expect(synth).toHaveLength(1);
});

test('nothing is said of labels that are valid, and of others', () => {
  expect(
    bothWays([
      namespace({
        'pod-security.kubernetes.io/enforce': 'baseline',
        'pod-security.kubernetes.io/enforce-version': 'v1.36',
        'team': 'a',
      }),
    ]),
  ).toEqual({ synth: [], files: [] });
});
