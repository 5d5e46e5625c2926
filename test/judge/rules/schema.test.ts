import { ApiObject, JsonPatch } from 'cdk8s';
import { AgentSandboxVersion, Sandbox, SandboxPodProps, SandboxTemplate } from '../../../src';
import { judge, RULES } from '../../../src/judge/rules';
import { Catalogue } from '../../../src/release/catalogue';
import { chartOf, linesOf, POD, pooled, untyped } from '../../support/workloads';

function found(props: Partial<SandboxPodProps>, version?: AgentSandboxVersion): string[] {
  return linesOf(new Sandbox(chartOf(version), 'Dev', { ...POD, ...props }));
}

function patched(...patches: JsonPatch[]): string[] {
  const dev = new Sandbox(chartOf(), 'Dev', POD);
  ApiObject.of(dev).addJsonPatch(...patches);
  return linesOf(dev);
}

describe('ASB101: a field that the release does not have', () => {
  const at = 'error ASB101 research/Dev: ';

  test('fails if it came later, or left, and tells when', () => {
    expect(found({ podSpec: { schedulingGroup: { podGroupName: 'a' } } }, AgentSandboxVersion.V0_5_0)).toEqual([
      `${at}v0.5.0 does not have spec.podTemplate.spec.schedulingGroup; it came in v0.5.1; use v0.5.1 or newer`,
    ]);
    expect(found({ podSpec: untyped({ workloadRef: { name: 'a', podGroup: 'b' } }) })).toEqual([
      `${at}${AgentSandboxVersion.LATEST.id} does not have spec.podTemplate.spec.workloadRef; it left after v0.5.0; the last release that has it is v0.5.0`,
    ]);
    expect(
      found({ podSpec: untyped({ workloadRef: { name: 'a', podGroup: 'b' } }) }, AgentSandboxVersion.V0_5_0),
    ).toEqual([expect.stringContaining('ASB260')]);
  });

  test('fails if no release has it, and tells what may be meant', () => {
    expect(found({ podSpec: untyped({ hostUser: false }) })).toEqual([
      `${at}spec.podTemplate.spec.hostUser: there is no field 'hostUser'; did you mean 'hostUsers'?`,
    ]);
    expect(found({ containerOptions: { main: untyped({ imagePullPolice: 'Always' }) } })).toEqual([
      `${at}spec.podTemplate.spec.containers[0].imagePullPolice: there is no field 'imagePullPolice'; did you mean 'imagePullPolicy'?`,
    ]);
  });

  test('does not keep the rules about values from being asked', () => {
    expect(
      found({ podSpec: untyped({ hostUser: false }), podLabels: { 'agents.x-k8s.io/a': 'b' } }).map(
        (line) => line.split(' ')[1],
      ),
    ).toEqual(['ASB101', 'ASB201']);
  });
});

describe('ASB102: a value that the API server refuses', () => {
  const at = 'error ASB102 research/Dev: ';

  test.each<[string, JsonPatch[], string]>([
    [
      'it is none of the enum',
      [JsonPatch.replace('/spec/operatingMode', 'Paused')],
      "spec.operatingMode: 'Paused' is not allowed; allowed: 'Running' or 'Suspended'",
    ],
    [
      'it is of another type',
      [JsonPatch.add('/spec/service', 'yes')],
      "spec.service: must be true or false, not the string 'yes'",
    ],
    [
      'it is missing',
      [JsonPatch.remove('/spec/podTemplate/spec/containers/0/name')],
      "spec.podTemplate.spec.containers[0].name: the field 'name' is required",
    ],
    ['it is no time', [JsonPatch.add('/spec/shutdownTime', 'soon')], expect.stringContaining('spec.shutdownTime: ')],
  ])('fails if %s', (_, patches, message) => {
    const lines = patched(...patches);
    expect(lines).toHaveLength(1);
    expect(lines[0].slice(0, at.length)).toBe(at);
    expect(lines[0].slice(at.length)).toEqual(message);
  });

  test('keeps the rules about what the controller makes of it from being asked', () => {
    const dev = new Sandbox(chartOf(), 'Dev', { ...POD, podLabels: { 'agents.x-k8s.io/a': 'b' } });
    ApiObject.of(dev).addJsonPatch(JsonPatch.add('/spec/service', 'yes'));
    expect(linesOf(dev).map((line) => line.split(' ')[1])).toEqual(['ASB102']);
  });

  test('fails if the release does not serve the API version', () => {
    const lines = patched(JsonPatch.replace('/apiVersion', 'agents.x-k8s.io/v1'));
    expect(lines).toEqual([
      `${at}${AgentSandboxVersion.LATEST.id} does not serve Sandbox in agents.x-k8s.io/v1; write 'apiVersion: agents.x-k8s.io/v1beta1'`,
    ]);
  });
});

describe('the table of rules', () => {
  test('is in the order of the codes', () => {
    const codes = RULES.map(({ code }) => code);
    expect(codes).toEqual([...codes].sort());
    expect(RULES.map(({ code, severity }) => `${code} ${severity}`)).toEqual([
      // Dropped labels are errors, dropped annotations warnings.
      'ASB201 error',
      'ASB201 warning',
      'ASB202 error',
      'ASB203 warning',
      'ASB204 error',
      'ASB205 error',
      'ASB206 error',
      'ASB208 warning',
      'ASB209 error',
      'ASB210 warning',
      'ASB213 error',
      'ASB214 warning',
      'ASB215 warning',
      'ASB216 warning',
      'ASB219 error',
      'ASB220 warning',
      'ASB222 warning',
      'ASB223 error',
      'ASB224 warning',
      'ASB227 error',
      'ASB228 error',
      'ASB230 error',
      'ASB231 warning',
      'ASB232 warning',
      'ASB233 warning',
      'ASB234 warning',
      'ASB235 warning',
      'ASB236 warning',
      'ASB237 warning',
      'ASB238 warning',
      'ASB242 warning',
      'ASB243 warning',
      'ASB244 warning',
      'ASB245 warning',
      'ASB260 warning',
      'ASB261 warning',
      'ASB262 warning',
      'ASB263 error',
      'ASB264 error',
      'ASB265 warning',
      'ASB301 error',
      'ASB302 error',
      'ASB303 error',
      'ASB304 warning',
      'ASB305 warning',
      'ASB306 error',
      'ASB307 warning',
      'ASB313 warning',
      'ASB314 warning',
      'ASB315 warning',
      'ASB316 warning',
      'ASB348 warning',
      'ASB349 warning',
      'ASB433 warning',
      'ASB471 warning',
      'ASB472 warning',
      'ASB480 warning',
    ]);
  });

  test('finds nothing in sound objects', () => {
    const { pool, chart } = pooled();
    pool.addClaim('Nightly');
    new SandboxTemplate(chart, 'Other', POD);
    expect(linesOf(chart)).toEqual([]);
  });

  test('names the object and changes nothing of it', () => {
    const object = {
      apiVersion: 'agents.x-k8s.io/v1beta1',
      kind: 'Sandbox',
      metadata: { name: 'dev' },
      spec: {
        podTemplate: {
          metadata: { labels: { 'agents.x-k8s.io/a': 'b' } },
          spec: { containers: [{ name: 'a', image: 'a' }] },
        },
      },
    };
    const before = JSON.stringify(object);
    const context = { release: Catalogue.standard().latest, allowedLabelDomains: [], find: () => undefined };
    expect(judge(object, context)).toMatchObject([{ code: 'ASB201', severity: 'error', object: 'Sandbox dev' }]);
    expect(judge({ ...object, metadata: { name: 'dev', namespace: 'a' } } as never, context)).toMatchObject([
      { object: 'Sandbox a/dev' },
    ]);
    expect(JSON.stringify(object)).toBe(before);
  });
});
