import * as kplus from 'cdk8s-plus-28';
import { AgentSandboxVersion, Findings, Sandbox } from '../../src';
import { stderrOf } from '../support/stderr';
import { chartOf, CONTAINER, errorsOf, findingsOf, linesOf, POD, pooled } from '../support/workloads';

describe('ASB207: a container that was attached', () => {
  const line =
    "warning ASB207 research/Dev: container 'built' was built elsewhere and attached, so it has the defaults of "
      + 'cdk8s-plus: ' +
    'it requests and limits CPU and memory, pulls its image at each start, and keeps its capabilities; use '
      + 'addContainer, or acknowledge that it is meant so';
  function attached(): Sandbox {
    const dev = new Sandbox(chartOf(), 'Dev', POD);
    dev.attachContainer(new kplus.Container({ ...CONTAINER, name: 'built' }));
    return dev;
  }

  test('is told, and does not fail the synthesis', () => {
    expect(linesOf(attached())).toEqual([line]);
    expect(errorsOf(attached())).toBe('');
  });

  test('is not told of containers that we make', () => {
    const dev = new Sandbox(chartOf(), 'Dev', POD);
    dev.addContainer({ ...CONTAINER, name: 'built' });
    expect(linesOf(dev)).toEqual([]);
  });

  test('may be acknowledged, and be raised', () => {
    const dev = attached();
    Findings.of(dev).acknowledge('ASB207', 'it is meant so');
    expect(stderrOf(() => errorsOf(dev))).toBe('');
    expect(findingsOf(dev)).toMatchObject([{ acknowledged: 'it is meant so' }]);
    const strict = attached();
    Findings.of(strict.node.root).promote('ASB207');
    expect(errorsOf(strict)).toContain("error ASB207 at research/Dev: container 'built' was built elsewhere");
  });
});

describe('ASB210: a count that others own', () => {
  test('may be acknowledged, and be raised', () => {
    const { chart, pool } = pooled({}, { scaledExternally: true, replicas: 2 }, chartOf(AgentSandboxVersion.V0_4_6));
    expect(linesOf(chart)).toEqual([
      'warning ASB210 research/Python/Pool: the count of the pool belongs to something outside this app, but v0.4.6 '
        + 'wants one in every pool, ' +
        'so each apply of this manifest sets it back; have your GitOps tool ignore spec.replicas of the pool, or use '
          + 'v0.5.1 or newer',
    ]);
    Findings.of(pool).acknowledge('ASB210', 'the GitOps tool ignores it');
    expect(stderrOf(() => chart.toJson())).toBe('');
    Findings.of(chart).promote('ASB210');
    expect(errorsOf(chart)).toContain(
      'error ASB210 at research/Python/Pool: the count of the pool belongs to something outside this app',
    );
  });
});
