/** The work of a synthesis grows as the app does. It is counted, not timed, so that no machine is too slow for it. */
import { ApiObject, App, AppProps, Chart, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-28';
import { Node } from 'constructs';
import {
  AgentSandboxVersion, SandboxEgress, IsolatedRuntime, Sandbox, SandboxApp, SandboxCluster, SandboxTemplate,
  SandboxTenant, TenantQuota,
} from '../../src';
import * as scope from '../../src/admission/admission-scope';
import { KindObject } from '../../src/app/kind-object';
import { ScopedApiObject } from '../../src/app/scoped-api-object';
import * as rules from '../../src/judge/rules';
import * as emitter from '../../src/synth/yaml-emitter';
import { directories } from '../support/directories';
import { quietly } from '../support/stderr';
import { POD } from '../support/workloads';

const directory = directories();

type Build = (app: App, objects: number) => void;
type AppClass = new (props: AppProps) => App;

/** What is counted: by its name, where it is and how it is called. */
const COUNTED: Readonly<Record<string, readonly [object, string]>> = {
  'constructs looked at': [Node.prototype, 'children'],
  'dependencies asked for': [Node.prototype, 'dependencies'],
  'looked up': [Map.prototype, 'get'],
  'asked whether it is in': [Set.prototype, 'has'],
  'documents printed': [emitter, 'emitAsIs'],
  'objects rendered': [KindObject.prototype, '_render'],
  'policies rendered': [ScopedApiObject.prototype, '_render'],
  'objects judged': [rules, 'judge'],
  'admission policies asked': [scope, 'isInScope'],
};

/** How often each thing is done while an app is synthesized. */
function workOf(Class: AppClass, build: Build, objects: number): Record<string, number> {
  const app = new Class({ outdir: directory() });
  build(app, objects);
  const counts: Record<string, number> = {};
  const originals = Object.entries(COUNTED).map(([what, [owner, name]]) => {
    const original = Object.getOwnPropertyDescriptor(owner, name)!;
    counts[what] = 0;
    const counted = (work: Function) => function (this: unknown, ...args: unknown[]): unknown {
      counts[what]++;
      return work.apply(this, args);
    };
    Object.defineProperty(owner, name, {
      ...original,
      ...(original.get ? { get: counted(original.get) } : { value: counted(original.value) }),
    });
    return () => { Object.defineProperty(owner, name, original); };
  });
  try {
    quietly(() => app.synth());
  } finally {
    for (const restore of originals) { restore(); }
  }
  return counts;
}

const FEW = 100;
const MANY = 400;

/** By which power of the number of objects each count grows. */
function exponents(Class: AppClass, build: Build): Record<string, number> {
  const [few, many] = [FEW, MANY].map((objects) => workOf(Class, build, objects));
  const power = (what: string) => Math.log(many[what] / few[what]) / Math.log(MANY / FEW);
  return Object.fromEntries(Object.keys(COUNTED).filter((what) => many[what] > 0).map((what) => [what, power(what)]));
}

/** A pod of which a quota can be computed. */
const LIMITED = {
  containers: [
    {
      image: 'registry.example.com/a:1',
      resources: { cpu: { limit: Cpu.units(1) }, memory: { limit: Size.gibibytes(1) } },
    },
  ],
};

const plain = (chart: Chart, index: number) =>
  new ApiObject(chart, `o${index}`, { apiVersion: 'v1', kind: 'ConfigMap', data: { index: `${index}` } });

/** Ten objects a chart. */
const charts = (app: App, objects: number) => Array.from({ length: objects / 10 }, (_, index) => {
  const chart = new Chart(app, `c${index}`);
  for (let each = 0; each < 10; each++) { plain(chart, each); }
  return chart;
});

const BUILDS: Record<string, Build> = {
  'one chart': (app, objects) => {
    const chart = new Chart(app, 'one');
    for (let index = 0; index < objects; index++) { plain(chart, index); }
  },
  'many charts': (app, objects) => { charts(app, objects); },
  'a chain of charts': (app, objects) => {
    const all = charts(app, objects);
    all.slice(1).forEach((chart, index) => { chart.addDependency(all[index]); });
  },
  'charts that all come after the first': (app, objects) => {
    const [first, ...others] = charts(app, objects);
    for (const chart of others) { chart.addDependency(first); }
  },
  'a chain of objects': (app, objects) => {
    const chart = new Chart(app, 'one');
    for (let index = 0, last: ApiObject | undefined; index < objects; index++) {
      const next = plain(chart, index);
      if (last) { next.addDependency(last); }
      last = next;
    }
  },
  'sandboxes in many charts, judged': (app, objects) => {
    SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST });
    for (let index = 0; index < objects; index++) {
      const chart =
        index % 10 === 0 ? new Chart(app, `c${index}`, { namespace: `n${index}` }) : app.charts[app.charts.length - 1];
      new Sandbox(chart, `s${index}`, POD).addWorkspace('home', '/home', { size: Size.gibibytes(1) });
    }
  },
  'tenants, with a sandbox and a template each': (app, objects) => {
    SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST });
    const runtime = IsolatedRuntime.gvisor(new Chart(app, 'platform'), 'Gvisor');
    for (let index = 0; index < objects / 10; index++) {
      const tenant = new SandboxTenant(app, `t${index}`, {
        runtimes: [runtime],
        quota: TenantQuota.computed({ claims: 1 }),
      });
      new Sandbox(tenant, 'Dev', { ...LIMITED, runtime, egress: SandboxEgress.internetOnly() });
      new SandboxTemplate(tenant, 'Python', { ...LIMITED, runtime, egress: SandboxEgress.internetOnly() });
    }
  },
  'sandboxes with a policy each': (app, objects) => {
    SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST });
    const chart = new Chart(app, 'one', { namespace: 'one' });
    for (let index = 0; index < objects; index++) {
      new Sandbox(chart, `s${index}`, { ...POD, egress: SandboxEgress.internetOnly() });
    }
  },
};

test.each(Object.entries(BUILDS))('%s: no work grows faster than the objects', (_, build) => {
  const found = exponents(SandboxApp, build);
  expect(found['documents printed']).toBeCloseTo(1);
  expect(Object.entries(found).filter(([, exponent]) => exponent > 1.05)).toEqual([]);
});

test('each sandbox is rendered, judged and printed once', () => {
  const counts = workOf(SandboxApp, BUILDS['sandboxes in many charts, judged'], FEW);
  expect(['objects rendered', 'objects judged', 'documents printed'].map((what) => counts[what])).toEqual([
    FEW,
    FEW,
    FEW,
  ]);
});

// For its structure and for whom it lets through, what it prints is looked at.
test('a policy is rendered once', () => {
  const counts = workOf(SandboxApp, BUILDS['sandboxes with a policy each'], FEW);
  expect(counts['policies rendered']).toBe(FEW);
});

test('cdk8s\' App in many charts grows faster, and the counts tell', () => {
  expect(exponents(App, BUILDS['many charts'])['constructs looked at']).toBeGreaterThan(1.5);
});
