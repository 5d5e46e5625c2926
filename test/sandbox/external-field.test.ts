import { AgentSandboxVersion, OperatingMode, Sandbox } from '../../src';
import { unlessExternal } from '../../src/sandbox/external-field';
import { chartOf, errorsOf, POD, specOf } from '../support/workloads';

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
