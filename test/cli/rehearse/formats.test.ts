import { join } from 'node:path';
import { REHEARSAL_FORMATS } from '../../../src/cli/rehearse/formats';
import { RehearsalReport, rehearsalSummary } from '../../../src/cli/rehearse/report';
import { kindOfRefusal } from '../../../src/rehearsal/fault';
import { run, runLater } from '../../support/cli';

const NOTHING = { created: 0, ended: 0, stale: 0 };

const REPORT: RehearsalReport = {
  step: {
    objects: 3, pods: { created: 2, ended: 0, stale: 1 }, volumes: NOTHING, pools: { 'agents/python': 2 }, faults: [],
  },
  faults: [
    { kind: 'refused', object: 'Sandbox a/b', message: 'a | "b" <c> & @d\n::error::x' },
    { kind: 'stale', object: 'SandboxWarmPool a/p', message: '1 pod keeps its old spec' },
  ],
  foretold: { pods: { created: 2, ended: 0, stale: 0 }, volumes: NOTHING },
  notes: ['pods have no nodes'],
  seconds: 14.26,
};

const told = (format: string, report = REPORT) => REHEARSAL_FORMATS[format](report, '1.2.3');

describe('a report', () => {
  test('as text has a line for each fault, figures and notes', () => {
    expect(told('text')).toBe([
      'refused: Sandbox a/b: a | "b" <c> & @d\\u000a::error::x',
      'stale: SandboxWarmPool a/p: 1 pod keeps its old spec',
      'pods: foretold created 2, ended 0, stale 0; seen created 2, ended 0, stale 1',
      'volumes: foretold created 0, ended 0, stale 0; seen created 0, ended 0, stale 0',
      'pool agents/python: 2 ready',
      'note: pods have no nodes',
      '',
    ].join('\n'));
  });

  test('as Markdown is a table that a message does not break', () => {
    const lines = told('markdown').split('\n');
    expect(lines).toContain(
      '| 🔴 refused | `Sandbox a/b` | a \\| "b" &lt;c&gt; & @\u200bd\\\\u000a\\\\u003a:error::x |',
    );
    expect(lines).toContain('| 🟡 stale | `SandboxWarmPool a/p` | 1 pod keeps its old spec |');
    expect(lines).toContain('| pods | created 2, ended 0, stale 0 | created 2, ended 0, stale 1 |');
  });

  test('as JUnit has a case for each kind of fault, and a failure for those that are', () => {
    const xml = told('junit');
    expect(xml).toContain('tests="14" failures="2" errors="0" time="14.3"');
    expect(xml).toContain('<failure type="refused" message="Sandbox a/b: a | &quot;b&quot; &lt;c&gt; &amp; @d');
    expect(xml.match(/<testcase /g)).toHaveLength(14);
  });

  test('as JSON has all of it', () => {
    expect(JSON.parse(told('json'))).toMatchObject({
      version: '1.2.3',
      objects: 3,
      pods: { stale: 1 },
      foretold: { pods: { stale: 0 } },
      faults: REPORT.faults,
      notes: REPORT.notes,
      seconds: 14.26,
    });
  });

  test('is summed up in a line', () => {
    expect(rehearsalSummary(REPORT)).toBe(
      'objects: 3; pods: created 2, ended 0, stale 1; faults: 2, of which 1 break the platform; 14.3 s',
    );
    expect(rehearsalSummary({ ...REPORT, faults: [] })).toContain('; no faults; ');
  });
});

describe('what the API server says', () => {
  test.each([
    ['Internal error occurred: failed calling webhook "a": Post', 'webhook'],
    ['conversion webhook for agents.x-k8s.io/v1alpha1, Kind=Sandbox failed: service not found', 'webhook'],
    ['pods "a" is forbidden: exceeded quota: few, requested: pods=1', 'quota'],
    ['pods "a" is forbidden: pod rejected: RuntimeClass "kata" not found', 'missing'],
    ['pods "a" is forbidden: no PriorityClass with name high was found', 'missing'],
    ['pods "a" is forbidden: violates PodSecurity "restricted:latest"', 'pod-refused'],
  ])('%s', (message, kind) => { expect(kindOfRefusal(message, 'pod-refused')).toBe(kind); });
});

describe('the command', () => {
  const before = process.env.KUBEBUILDER_ASSETS;
  afterEach(() => {
    if (before !== undefined) { process.env.KUBEBUILDER_ASSETS = before; return; }
    delete process.env.KUBEBUILDER_ASSETS;
  });

  test('fails if nothing is given, or a format is unknown', () => {
    expect(run(['rehearse'])).toMatchObject({ code: 3, err: expect.stringContaining('nothing to rehearse') as string });
    expect(run(['rehearse', 'dist', '--format', 'yaml'])).toMatchObject({
      code: 3, err: expect.stringContaining('give one of text, markdown, junit, json') as string,
    });
  });

  test('fails if a file cannot be read', () => {
    expect(run(['rehearse', 'no-such-file.yaml'])).toMatchObject({
      code: 3, err: expect.stringContaining('no-such-file.yaml') as string,
    });
  });

  test('fails if there are no programs, and tells how to get them', async () => {
    process.env.KUBEBUILDER_ASSETS = __dirname;
    expect(await runLater(['rehearse', join(__dirname, '../../../dist/v1.0.5')])).toMatchObject({
      code: 3, err: expect.stringContaining('which has no etcd and kube-apiserver') as string,
    });
  });
});
