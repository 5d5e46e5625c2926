import { IsolatedRuntime, Sandbox, SandboxTemplate } from '../src';
import { chartOf, errorsOf, POD, podOf, printed, untyped } from './support/workloads';

test('a RuntimeClass that exists is named by the pods, and not made', () => {
  const chart = chartOf();
  const runtime = IsolatedRuntime.fromRuntimeClassName(chart, 'Gvisor', 'gvisor');
  expect(runtime.runtimeClassName).toBe('gvisor');
  expect(podOf(new Sandbox(chart, 'Dev', { ...POD, runtime })).runtimeClassName).toBe('gvisor');
  expect(podOf(new SandboxTemplate(chart, 'Python', { ...POD, runtime })).runtimeClassName).toBe('gvisor');
  expect(printed(chart).map(({ kind }) => kind)).toEqual(['Sandbox', 'SandboxTemplate']);
  expect(errorsOf(chart)).toBe('');
});

test('one may serve several charts, and names may have dots', () => {
  const chart = chartOf();
  const runtime = IsolatedRuntime.fromRuntimeClassName(chart, 'Kata', 'kata.qemu-1');
  expect(podOf(new Sandbox(chartOf(), 'Dev', { ...POD, runtime })).runtimeClassName).toBe('kata.qemu-1');
});

test('a pod without one names none', () => {
  expect(podOf(new Sandbox(chartOf(), 'Dev', POD))).not.toHaveProperty('runtimeClassName');
});

test.each(['', 'gVisor', 'g visor', '-gvisor', 'a'.repeat(254)])('fails if the name is %j', (name) => {
  expect(() => IsolatedRuntime.fromRuntimeClassName(chartOf(), 'Gvisor', name))
    .toThrow(`name of a RuntimeClass '${name}' is not a DNS subdomain; give lower-case letters, digits, dashes and dots, with a letter or digit at both ends of each part`);
});

test.each([['null', null], ['a number', 5], ['missing', undefined]])('fails if the name is %s', (_, name) => {
  expect(() => IsolatedRuntime.fromRuntimeClassName(chartOf(), 'Gvisor', untyped(name))).toThrow(`name of a RuntimeClass ${name} is not a DNS subdomain; give `);
});

test.each([['a name', 'gvisor', "'gvisor'"], ['null', null, 'null'], ['no runtime', {}, '{}']])('fails if a sandbox is given %s in its place, which would not isolate it', (_, runtime, shown) => {
  expect(() => new Sandbox(chartOf(), 'Dev', { ...POD, runtime: untyped(runtime) }))
    .toThrow(new Error(`'runtime' is ${shown}; give an IsolatedRuntime, such as IsolatedRuntime.fromRuntimeClassName(...)`));
});
