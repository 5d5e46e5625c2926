import { objectOf, podWith, said } from '../../support/judged';

const egress = (rule: object, more: object = {}) => objectOf('SandboxTemplate', 'a', {
  ...podWith(), networkPolicy: { egress: [rule] }, ...more,
});
const about = (object: Parameters<typeof said>[0]) => said(object).filter((line) => /^ASB263/.test(line));

test('fails if Kubernetes would refuse the policy that the controller makes', () => {
  expect(about(egress({ ports: [{ port: 443, protocol: 'tcp' }] }))).toEqual([
    "ASB263: spec.networkPolicy.egress[0].ports[0].protocol: 'tcp' is not valid",
  ]);
  expect(about(egress({ to: [{ ipBlock: { cidr: '10.0.0.1' } }] }))).toEqual([
    "ASB263: spec.networkPolicy.egress[0].to[0].ipBlock.cidr: '10.0.0.1' is not a range of addresses",
  ]);
});

test('nothing is said of a policy that is fine, and where the controller makes none', () => {
  const fine = { ports: [{ port: 443, protocol: 'TCP', endPort: 444 }], to: [{ podSelector: {} }] };
  expect(about(egress(fine))).toEqual([]);
  const rule = { ports: [{ port: 443, protocol: 'tcp' }] };
  expect(about(egress(rule, { networkPolicyManagement: 'Unmanaged' }))).toEqual([]);
  expect(about(egress(rule, { networkPolicyManagement: 'Managed' }))).toHaveLength(1);
});
