/** The tables of docs/isolated-runtime.md, against the data. */
import { Chart, Testing } from 'cdk8s';
import { IsolatedRuntime, KataRelease } from '../../src';
import { KATA } from '../../src/runtime/kata-catalogue';
import { rowsOf } from '../support/markdown';

const rows = rowsOf('docs/isolated-runtime.md');
const code = (cell: string) => /^`([^`]*)`$/.exec(cell)?.[1];

test('the table of Kata has every variant with its overhead', () => {
  const cell = (variant: string, release: KataRelease) => {
    const overhead = KATA[variant].overhead[release];
    return overhead ? `${overhead.millicores}m, ${overhead.mebibytes}Mi` : '-';
  };
  expect(rows.filter(([first]) => Object.hasOwn(KATA, code(first) ?? ''))).toEqual(
    Object.keys(KATA).map((variant) => [
      `\`${variant}\``,
      cell(variant, KataRelease.V3),
      cell(variant, KataRelease.V4),
    ]),
  );
});

/** Factories that take no more than options. */
const FACTORIES = [
  'gvisor',
  'gkeSandbox',
  'kataQemu',
  'kataCloudHypervisor',
  'kataFirecracker',
  'kataRemote',
  'aksPodSandboxing',
  'openshiftSandboxedContainers',
  'windowsHyperV',
  'sysbox',
  'spin',
  'wasmtime',
  'wasmedge',
] as const;

test('every factory has a row of the catalogue, but for those that take more than options', () => {
  const all = Object.getOwnPropertyNames(IsolatedRuntime).filter(
    (name) => typeof (IsolatedRuntime as any)[name] === 'function',
  );
  expect(all.sort()).toEqual([...FACTORIES, 'custom', 'fromRuntimeClassName', 'kata', 'ofCloud'].sort());
});

test.each(FACTORIES)('the row of %s is true', (factory) => {
  const row = rows.find(([first]) => first === `\`${factory}\``)!;
  const [, className, handler, owner, nodes] = row;
  const runtime = IsolatedRuntime[factory](new Chart(Testing.app(), 'chart'), 'Runtime');
  expect([className, handler].map(code)).toEqual([runtime.runtimeClassName, runtime.handler]);
  expect(owner).toBe(runtime.owner ?? 'this app');
  expect(runtime.isCreated).toBe(owner === 'this app');
  const [label] = Object.entries(runtime.nodeSelector ?? {});
  expect(nodes.startsWith('`')).toBe(label !== undefined);
  if (label) { expect(nodes).toContain(`\`${label.join(': ')}\``); }
});
