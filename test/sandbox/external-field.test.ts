import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { AgentSandboxVersion, OperatingMode, Sandbox, SandboxTemplate, WarmPool } from '../../src';
import { unlessExternal } from '../../src/sandbox/external-field';
import { chartOf, errorsOf, POD, specOf } from '../support/workloads';

const PAGE = readFileSync(join(__dirname, '../../docs/agent-sandbox.md'), 'utf8');
const { V0_1_0, V0_4_6, V0_5_0, LATEST } = AgentSandboxVersion;

test.each([
  ['stated', { value: 1, isExternal: false }, 1],
  ['left out where something else owns it', { value: 1, isExternal: true }, undefined],
  ['stated where the release requires it', { value: 1, isExternal: true, required: { value: 3 } }, 3],
])('a field is %s', (_, field, printed) => {
  expect(unlessExternal(field)).toBe(printed);
});

test.each([V0_1_0, V0_4_6, V0_5_0, LATEST])(
  'the mode of a Sandbox that something else suspends is not printed for %s',
  (version) => {
    const chart = chartOf(version);
    const sandbox = new Sandbox(chart, 'Dev', { ...POD, operatingMode: OperatingMode.EXTERNAL });
    expect(specOf(sandbox)).not.toHaveProperty('operatingMode');
    expect(specOf(sandbox)).not.toHaveProperty('replicas');
    expect(errorsOf(chart)).toBe('');
  },
);

test('GitOps tools are told to ignore exactly the fields that are left out', () => {
  const { ignoreDifferences } = load(/```yaml\n(ignoreDifferences:[\s\S]*?)```/.exec(PAGE)![1]) as {
    ignoreDifferences: Array<{ kind: string; jsonPointers: string[] }>;
  };
  const chart = chartOf();
  const made = (isExternal: boolean) => {
    const id = String(isExternal);
    const template = SandboxTemplate.fromSandboxTemplateName(chart, `T${id}`, 'python');
    const mode = isExternal ? { operatingMode: OperatingMode.EXTERNAL } : {};
    return {
      Sandbox: specOf(new Sandbox(chart, `S${id}`, { ...POD, ...mode })),
      SandboxWarmPool: specOf(new WarmPool(chart, `P${id}`, { template, scaledExternally: isExternal })),
    };
  };
  const [stated, external] = [made(false), made(true)];
  for (const kind of ['Sandbox', 'SandboxWarmPool'] as const) {
    const left = Object.keys(stated[kind]).filter(
      (key) => stated[kind][key] !== undefined && external[kind][key] === undefined,
    );
    expect(ignoreDifferences.filter((each) => each.kind === kind).flatMap(({ jsonPointers }) => jsonPointers))
      .toEqual(left.map((key) => `/spec/${key}`));
  }
});
