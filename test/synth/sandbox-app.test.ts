/** An app writes what cdk8s writes: the same files, the same bytes, the same errors. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App, AppProps, Chart, JsonPatch, Lazy, YamlOutputType } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct, IConstruct } from 'constructs';
import { SandboxApp } from '../../src/synth/sandbox-app';
import { directories } from '../support/directories';
import * as fc from '../support/fuzz';

const temporaryDirectory = directories();

type Build = (app: App) => void;

/** All files below a directory, with what is in them. */
function filesIn(directory: string, below = ''): Record<string, string> {
  if (!existsSync(directory)) { return {}; }
  return Object.assign({}, ...readdirSync(directory).sort().map((name) => {
    const path = join(directory, name);
    return statSync(path).isDirectory()
      ? filesIn(path, `${below}${name}/`)
      : { [below + name]: readFileSync(path, 'utf8') };
  }));
}

/** What an app writes and says, and what its text is. */
function outcome(AppClass: typeof App, build: Build, props: AppProps): { files: Record<string, string>; yaml: string } {
  const outdir = temporaryDirectory();
  const said = (work: () => string | void) => {
    try {
      return work() ?? '';
    } catch (error) {
      return `throws ${(error as Error).message}`;
    }
  };
  const made = () => {
    const app = new AppClass({ ...props, outdir });
    build(app);
    return app;
  };
  const error = said(() => made().synth());
  return { files: error ? { error } : filesIn(outdir), yaml: said(() => made().synthYaml()) };
}

const TYPES = Object.values(YamlOutputType).filter((each): each is YamlOutputType => typeof each === 'number');

function expectTheSame(build: Build, props: AppProps = {}): void {
  for (const yamlOutputType of TYPES) {
    const stock = outcome(App, build, { ...props, yamlOutputType });
    expect(outcome(SandboxApp as unknown as typeof App, build, { ...props, yamlOutputType })).toEqual(stock);
  }
}

function object(scope: Construct, id: string, rest: object = {}): ApiObject {
  return new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', data: { id }, ...rest });
}

const BUILDS: Record<string, Build> = {
  'nothing': () => undefined,
  'a chart without objects': (app) => { new Chart(app, 'empty'); },
  'a chart': (app) => { object(new Chart(app, 'one'), 'A'); },
  'texts that need care': (app) => {
    object(new Chart(app, 'one'), 'A', {
      data: {
        script: '#!/bin/sh\necho "a"\n\n',
        none: '',
        yes: 'yes',
        octal: '0775',
        date: '2026-11-25',
        emoji: '😀',
        long: 'x '.repeat(200),
        tab: '\ta',
        colon: 'a: b',
        hash: '# a',
      },
      numbers: [1, -0, 1.5, 1e21, NaN],
      empty: { list: [], map: {} },
      nothing: null,
      list: [null, undefined, 1],
      10: 'ten',
      2: 'two',
    });
  },
  'several charts with names of all kinds': (app) => {
    for (const id of ['b', 'a', 'Team A', 'x'.repeat(80), '10', '2', 'a_b']) {
      object(new Chart(app, id, { namespace: 'ns', labels: { team: 'a' } }), 'A');
    }
  },
  'numbered charts and objects': (app) => {
    for (const id of ['10', '9', '1']) {
      for (const each of ['3', '20', 'a']) {
        object(new Chart(app, `${id}${each}`), each);
      }
    }
    object(new Chart(app, '100'), '1').addDependency(object(new Chart(app, '99'), '2'));
  },
  'objects in an order of their own': (app) => {
    const chart = new Chart(app, 'one');
    const [a, b, c, d] = ['A', 'B', 'C', 'D'].map((id) => object(chart, id));
    a.addDependency(c, b);
    c.addDependency(d);
  },
  'charts in an order of their own': (app) => {
    const [a, b, c] = ['a', 'b', 'c'].map((id) => new Chart(app, id));
    for (const chart of [a, b, c]) { for (const id of ['X', 'Y']) { object(chart, id); } }
    a.addDependency(c);
    b.node.findChild('X').node.addDependency(c.node.findChild('Y'));
  },
  'charts in charts': (app) => {
    const outer = new Chart(app, 'outer');
    object(outer, 'First');
    const inner = new Chart(outer, 'inner');
    object(inner, 'A');
    object(outer, 'Last').addDependency(inner);
    object(new Chart(inner, 'innermost'), 'B');
  },
  'constructs that come after constructs': (app) => {
    const chart = new Chart(app, 'one');
    const [back, front] = ['Back', 'Front'].map((id) => {
      const group = new Construct(chart, id);
      object(group, 'A');
      object(new Construct(group, 'In'), 'B');
      return group;
    });
    back.node.addDependency(front);
    object(chart, 'Z').node.addDependency(back, front);
  },
  'a construct that comes after what is in it': (app) => {
    const chart = new Chart(app, 'one');
    const group = new Construct(chart, 'Group');
    object(group, 'A');
    group.node.addDependency(object(group, 'B'));
  },
  'a construct that comes after all that is in it': (app) => {
    const chart = new Chart(app, 'one');
    const group = new Construct(chart, 'Group');
    const inner = new Construct(group, 'Inner');
    object(inner, 'A');
    object(inner, 'B');
    group.node.addDependency(inner);
  },
  'a chart that comes after two objects in it, which so come after each other': (app) => {
    const chart = new Chart(app, 'one');
    const [a, b] = ['A', 'B'].map((id) => object(chart, id));
    chart.node.addDependency(a, b);
  },
  'a circle of objects': (app) => {
    const chart = new Chart(app, 'one');
    const [a, b, c] = ['A', 'B', 'C'].map((id) => object(chart, id));
    a.addDependency(b);
    b.addDependency(c);
    c.addDependency(a);
  },
  'a circle of charts': (app) => {
    const [a, b] = ['a', 'b'].map((id) => new Chart(app, id));
    object(a, 'A').addDependency(object(b, 'B'));
    object(b, 'C').addDependency(object(a, 'D'));
  },
  'what is elsewhere': (app) => {
    object(new Chart(app, 'one'), 'A').addDependency(object(new Chart(new App(), 'two'), 'B'));
  },
  'a dependency outside of charts': (app) => {
    const chart = new Chart(app, 'one');
    object(chart, 'A');
    new Construct(app, 'Outside').node.addDependency(chart);
  },
  'what is not complete': (app) => {
    const chart = new Chart(app, 'one');
    for (const id of ['A', 'B']) {
      object(chart, id).node.addValidation({ validate: () => [`${id} is not complete`, 'at all'] });
    }
  },
  'metadata of all kinds': (app) => {
    const chart = new Chart(app, 'one', { namespace: 'ns', labels: { team: 'a' } });
    const owner = { apiVersion: 'v1', kind: 'Pod', name: 'a', uid: 'b' };
    object(chart, 'Plain', { metadata: { labels: {}, annotations: { z: '1', a: '2' } } });
    object(chart, 'More', { metadata: { generateName: 'x', empty: {}, none: [], finalizers: ['a'] } });
    object(chart, 'Odd', {
      metadata: {
        labels: { a: 1, b: undefined, c: null, d: Lazy.any({ produce: () => 'late' }) },
        annotations: { a: undefined },
      },
    });
    object(chart, 'Later').metadata.addOwnerReference(owner);
    object(chart, 'Finalized').metadata.addFinalizers('a');
    object(chart, 'Added').metadata.add('generation', 4);
    object(chart, 'Labelled').metadata.addLabel('late', 'b');
  },
  'what cannot be rendered': (app) => { object(new Chart(app, 'one'), 'A', { data: { date: new Date(0) } }); },
  'tokens': (app) => {
    object(new Chart(app, 'one'), 'A', {
      data: {
        lazy: Lazy.any({ produce: () => ({ a: 1 }) }),
        implicit: { resolve: () => 'b' },
        union: new (class Quantity {
          value = 4;
        })(),
      },
    });
  },
  'patches, of which one has a part twice': (app) => {
    const shared = { a: ['b'] };
    object(new Chart(app, 'one'), 'A').addJsonPatch(
      JsonPatch.add('/data/x', shared),
      JsonPatch.add('/data/y', shared),
      JsonPatch.remove('/metadata'),
    );
  },
  'a chart that renders itself': (app) => {
    class Own extends Chart {
      public toJson(): any[] {
        return [...super.toJson(), { kind: 'Own', metadata: { name: 'own' }, undefined: undefined }];
      }
    }
    object(new Own(app, 'one'), 'A');
  },
  'an object that renders itself': (app) => {
    class Own extends ApiObject {
      public toJson(): any { return { z: 1, ...super.toJson(), a: [undefined] }; }
    }
    new Own(new Chart(app, 'one'), 'A', {
      apiVersion: 'v1',
      kind: 'Own',
      metadata: { annotations: {}, finalizers: ['a'] },
    });
  },
  'two objects of one name': (app) => {
    for (const id of ['one', 'two']) {
      object(new Chart(app, id), 'A', { metadata: { name: 'same/name' }, data: { id } });
    }
  },
  'cdk8s-plus': (app) => {
    const chart = new Chart(app, 'one');
    const deployment = new kplus.Deployment(chart, 'Web', { containers: [{ image: 'nginx', portNumber: 80 }] });
    deployment.exposeViaIngress('/');
    new kplus.ConfigMap(chart, 'Files', { data: { 'a.sh': 'echo\n' } });
  },
};

test.each(Object.entries(BUILDS))('%s', (_, build) => {
  expectTheSame(build);
});

describe('objects of one name in several namespaces, of which cdk8s keeps the last,', () => {
  const files = (yamlOutputType: YamlOutputType, namespaces: ReadonlyArray<string | undefined>) => {
    const outdir = temporaryDirectory();
    const app = new SandboxApp({ outdir, yamlOutputType });
    const chart = new Chart(app, 'one');
    namespaces.forEach((namespace, index) => object(chart, `A${index}`, { metadata: { name: 'same', namespace } }));
    object(chart, 'Other');
    app.synth();
    return readdirSync(outdir, { recursive: true }).map(String).filter((each) => each.includes('same')).sort();
  };

  test.each([
    [YamlOutputType.FILE_PER_RESOURCE, ''], [YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE, 'one/'],
  ])('have a file each (layout %s)', (type, folder) => {
    expect(files(type, ['a', 'b', undefined])).toEqual(
      ['.a', '.b', ''].map((namespace) => `${folder}ConfigMap.same${namespace}.k8s.yaml`),
    );
    expect(files(type, ['a'])).toEqual([`${folder}ConfigMap.same.k8s.yaml`]);
  });
});

test('what an app is told', () => {
  expectTheSame(BUILDS['several charts with names of all kinds'], { outputFileExtension: '.yml' });
  expectTheSame(BUILDS['charts in charts'], { recordConstructMetadata: true });
  expectTheSame(BUILDS.tokens, {
    resolvers: [
      {
        resolve: (context) => {
          if (context.value === 'A') {
            context.replaceValue('resolved');
          }
        },
      },
    ],
  });
  process.env.CDK8S_DISABLE_SORT = '1';
  try {
    expectTheSame(BUILDS['texts that need care']);
  } finally {
    delete process.env.CDK8S_DISABLE_SORT;
  }
});

/** A tree of charts, constructs and objects, and what comes after what in it. */
const tree = fc.record({
  parents: fc.array(
    fc.record({ kind: fc.constantFrom('chart', 'construct', 'object', 'object'), parent: fc.nat(12) }),
    { minLength: 1, maxLength: 12 },
  ),
  dependencies: fc.array(fc.tuple(fc.nat(12), fc.nat(12)), { maxLength: 6 }),
});

test('random trees', () => {
  let compared = 0;
  fc.assert(fc.property(tree, ({ parents, dependencies }) => {
    const build: Build = (app) => {
      const made: IConstruct[] = [new Chart(app, 'c0')];
      parents.forEach(({ kind, parent }, index) => {
        const scope = made[parent % made.length] as Construct;
        if (ApiObject.isApiObject(scope)) { return; }
        const id = `${index}`;
        made.push(
          kind === 'chart' ? new Chart(scope, id) : kind === 'construct' ? new Construct(scope, id) : object(scope, id),
        );
      });
      for (const [source, target] of dependencies) {
        made[source % made.length].node.addDependency(made[target % made.length]);
      }
    };
    const stock = outcome(App, build, {});
    // Of a thing that depends on itself cdk8s has no message.
    if (JSON.stringify(stock).includes('Maximum call stack')) { return; }
    compared++;
    expect(outcome(SandboxApp as unknown as typeof App, build, {})).toEqual(stock);
  }), { numRuns: 300 });
  expect(compared).toBeGreaterThan(100);
});

test('nothing is written when something cannot be rendered', () => {
  const outdir = temporaryDirectory();
  const app = new SandboxApp({ outdir });
  object(new Chart(app, 'fine'), 'A');
  object(new Chart(app, 'odd'), 'A', { data: { date: new Date(0) } });
  expect(() => app.synth()).toThrow(/can't render non-simple object/);
  expect(filesIn(outdir)).toEqual({});
});
