import { readQuery } from '../../../../src/judge/rules/monitoring/read-query';
import { judgeOtherKind } from '../../../../src/judge/rules/other-kinds';
import type { KubeObject } from '../../../../src/kubernetes/kube-object';
import { Catalogue } from '../../../../src/release/catalogue';

const rule = (expr: unknown, more: object = {}): KubeObject => ({
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'PrometheusRule',
  metadata: { name: 'rules', namespace: 'monitoring' },
  spec: { groups: [{ name: 'a', rules: [{ record: 'a:b:c', expr: 'up' }, { alert: 'A', expr, ...more }] }] },
});
const dashboard = (expr: string, key = 'board.json'): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'board', namespace: 'monitoring' },
  data: { [key]: JSON.stringify({ panels: [{ panels: [{ targets: [{ expr }] }] }] }) },
});
const judged = (release: string, object: KubeObject) =>
  judgeOtherKind(object, { release: Catalogue.standard().get(release) }).map(({ finding, path }) =>
    `${finding.code} ${path!.join('.')}: ${finding.message}; ${finding.remedy}`);
const of = (release: string, expr: string) => judged(release, rule(expr));

const LATENCY = 'agent_sandbox_claim_controller_startup_latency_ms';

test.each<[why: string, release: string, expr: string, code: string, words: readonly string[]]>([
  ['came later', 'v0.4.6', 'agent_sandbox_client_claim_startup_latency_ms_count', 'ASB460', ['v0.5.5 to v1.0.5']],
  ['came later than v0.1', 'v0.1.1', 'agent_sandbox_claim_creation_total', 'ASB460', ['v0.2.1 to v1.0.5']],
  ['misspelt', 'v1.0.5', 'rate(agent_sandbox_claim_creations_total[5m])', 'ASB460',
    ['did you mean agent_sandbox_claim_creation_total?']],
  ['of nobody', 'v1.0.5', 'agent_sandbox_pool_size', 'ASB460', ['correct the name']],
  ['a histogram', 'v1.0.5', `histogram_quantile(0.9, rate(${LATENCY}[5m]))`, 'ASB460', [`${LATENCY}_bucket`]],
  ['a label that went', 'v0.5.3', `${LATENCY}_sum{warmpool_name="a"}`, 'ASB461', ['warmpool_name', 'launch_type']],
  ['a label that came later', 'v0.4.6', 'sum by (owned_by) (agent_sandboxes)', 'ASB461', ['by the label owned_by']],
  ['a label misspelt', 'v1.0.5', 'agent_sandboxes{owned_bye="None"}', 'ASB461', ['did you mean owned_by?']],
  ['a value', 'v1.0.5', 'agent_sandboxes{owned_by="WarmPool"}', 'ASB462', ['SandboxClaim, SandboxWarmPool, None']],
  ['a bound', 'v1.0.5', `${LATENCY}_bucket{le="3000"}`, 'ASB462', ['2500, 5000', '+Inf']],
  ['a bound that came later', 'v0.2.1', 'agent_sandbox_claim_startup_latency_ms_bucket{le="1500"}', 'ASB462', ['1000']],
])('fails if a query asks for what is not there: %s', (_, release, expr, code, words) => {
  for (const object of [rule(expr), dashboard(expr)]) {
    const found = judged(release, object);
    expect(found).toHaveLength(1);
    const path = object.kind === 'ConfigMap' ? 'data.board.json' : 'spec.groups.0.rules.1.expr';
    expect(found[0]).toMatch(new RegExp(`^${code} ${path}: `));
    for (const word of words) { expect(found[0]).toContain(word); }
  }
});

test.each([
  ['v0.5.1', `${LATENCY}_sum{warmpool_name="a"}`],
  ['v1.0.5', 'sum by (exported_namespace, warmpool_name) (agent_sandbox_claim_creation_total{namespace="a"})'],
  ['v1.0.5', 'agent_sandboxes{cluster="eu",owned_by="None"}'],
  ['v1.0.5', 'sum by (cluster) (agent_sandboxes)'],
  ['v1.0.5', 'agent_sandboxes{owned_by=~"Sandbox.*",exported_namespace=~"$sandbox_namespace"}'],
  ['v1.0.5', 'agent_sandboxes{owned_by="$owner"}'],
  ['v1.0.5', `${LATENCY}_bucket{le="2500.0"} / ${LATENCY}_bucket{le="+Inf"}`],
  ['v1.0.5', 'agent_sandbox:claims_late:ratio_rate5m{sandbox_template="a"}'],
  ['v1.0.5', 'label_replace(up, "agent_sandbox_x", "$1", "job", "(.*)")'],
  ['v1.0.5', 'up # agent_sandbox_nothing'],
  ['v1.0.5', 'up{agent_sandbox_name="a"} * on (agent_sandbox_name) other'],
  ['v1.0.5', 'sum by (owned_by) (agent_sandbox:sandboxes:sum + agent_sandbox_claim_creation_total)'],
  ['v1.0.5', 'sandbox_router_requests_total{code="x"}'],
])('what %s has is taken: %s', (release, expr) => {
  expect(of(release, expr)).toEqual([]);
});

test('what the same object records is taken', () => {
  const object = rule('agent_sandbox_mine > 1') as any;
  object.spec.groups[0].rules[0].record = 'agent_sandbox_mine';
  expect(judged('v1.0.5', object)).toEqual([]);
});

test('one trouble of a query is told once', () => {
  expect(of('v1.0.5', 'agent_sandbox_no / agent_sandbox_no')).toHaveLength(1);
});

test('objects of any form are read', () => {
  const broken = ['agent_sandboxes{', 'agent_sandboxes{owned_by=', 'sum by (agent_sandboxes', '"'];
  for (const expr of [undefined, null, 7, {}, ...broken]) {
    expect(judged('v1.0.5', rule(expr))).toEqual([]);
  }
  expect(judged('v1.0.5', { ...rule('up'), spec: null } as never)).toEqual([]);
  expect(judged('v1.0.5', { ...dashboard('up'), data: { 'a.json': '{ "expr": "agent_sandbox_no"' } })).toEqual([]);
  expect(judged('v1.0.5', dashboard('agent_sandbox_no', 'notes.txt'))).toEqual([]);
  expect(judged('v1.0.5', { ...rule('agent_sandbox_no'), apiVersion: 'example.com/v1' })).toEqual([]);
});

test('a query is read without its grammar', () => {
  expect(readQuery("sum by (a,b) (x_one{p='1', q!~\"2|}\"}) / on(c) x_two", 'x_')).toEqual({
    selectors: [
      {
        name: 'x_one',
        matchers: [
          { label: 'p', operator: '=', value: '1' }, { label: 'q', operator: '!~', value: '2|}' },
        ],
      },
      { name: 'x_two', matchers: [] },
    ],
    groups: ['a', 'b'],
    recorded: false,
  });
});
