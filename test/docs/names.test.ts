import { Chart, Testing } from 'cdk8s';
import { AgentSandboxVersion, Sandbox, SandboxCluster, SandboxTemplate } from '../../src';
import { nameOfId } from '../../src/app/names';
import { rowsOf } from '../support/markdown';

const NAMED = rowsOf('docs/names.md')
  .filter((row) => row.length === 2 && row.every((cell) => /^`[^<>]+`$/.test(cell)))
  .map((row) => row.map((cell) => cell.slice(1, -1)));

test('the page has a table of ids and names', () => {
  expect(NAMED).toContainEqual(['PythonPool', 'python-pool']);
});

test.each(NAMED)("the id '%s' gives the name '%s', as the page says", (id, name) => {
  expect(nameOfId(id)).toBe(name);
});

describe('the longest names that the page gives', () => {
  const LIMITS = rowsOf('docs/names.md')
    .filter((row) => row.length === 3 && /^\d+$/.test(row[2]))
    .map(([made, , longest]): [string, number] => [made, Number(longest)]);
  const containers = [{ image: 'registry.example.com/devbox:2026.10' }];
  const make: Record<string, (chart: Chart, name: string) => void> = {
    'Pod of a Sandbox': (chart, name) => {
      new Sandbox(chart, 'A', { containers, metadata: { name } });
    },
    'Service of a Sandbox with `service`': (chart, name) => {
      new Sandbox(chart, 'A', { containers, service: true, metadata: { name } });
    },
    'NetworkPolicy of a template': (chart, name) => {
      new SandboxTemplate(chart, 'A', { containers, metadata: { name } });
    },
    'Pool for claims of v1alpha1, to v0.5.6': (chart, name) => {
      SandboxCluster.declare(chart, { version: AgentSandboxVersion.V0_5_6 });
      new SandboxTemplate(chart, 'A', { containers, metadata: { name } });
    },
    'Sandboxes of a pool': (chart, name) => {
      new SandboxTemplate(chart, 'A', { containers }).addWarmPool('B', { metadata: { name } });
    },
    'Pool that `template.addClaim` makes': (chart, name) => {
      new SandboxTemplate(chart, 'A', { containers, metadata: { name } }).addClaim('B');
    },
  };

  test('each is tested', () => {
    expect(LIMITS.map(([made]) => made).sort()).toEqual(Object.keys(make).sort());
  });

  test.each(LIMITS)('%s: %i characters pass, one more does not', (made, longest) => {
    expect(() => synthesize(made, longest)).not.toThrow();
    expect(() => synthesize(made, longest + 1)).toThrow(/ASB102|ASB202/);
  });

  function synthesize(made: string, length: number): void {
    const app = Testing.app();
    SandboxCluster.declare(app, { version: AgentSandboxVersion.V1_0_5 });
    make[made](new Chart(app, 'chart'), 'a'.repeat(length));
    app.synth();
  }
});
