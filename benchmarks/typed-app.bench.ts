import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Benchmark, Command, ROOT } from './harness';

const CHECKED = 'cdk8s and cdk8s-plus, ts-node';
const UNCHECKED = 'cdk8s and cdk8s-plus, ts-node -T';
const TS_NODE = join(ROOT, 'node_modules/.bin/ts-node');

const OPTIONS = { target: 'ES2022', module: 'node16', strict: true, skipLibCheck: true, esModuleInterop: true };

const COMMON = `
import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
const app = new App();
const chart = new Chart(app, 'research', { namespace: 'research' });
new kplus.ConfigMap(chart, 'Settings', { data: { mode: 'on' } });
`;

const CONTAINERS = "[{ image: 'registry.example.com/devbox:2.4', portNumber: 3000 }]";

/** A pod of cdk8s-plus, and a Sandbox as a plain object. */
const PLAIN = `${COMMON}
new kplus.Pod(chart, 'Dev', { containers: ${CONTAINERS}, isolate: true });
new ApiObject(chart, 'Sandbox', { apiVersion: 'agents.x-k8s.io/v1beta1', kind: 'Sandbox' });
app.synth();
`;

const OURS = `${COMMON}
import { AgentSandboxVersion, Sandbox, SandboxCluster } from 'cdk8s-agent-sandbox';
SandboxCluster.declare(app, { version: AgentSandboxVersion.V1_0_5 });
new Sandbox(chart, 'Dev', { containers: ${CONTAINERS}, isolate: true });
app.synth();
`;

/** What the types of the library cost an app in TypeScript, whose compiler reads them at each synthesis. */
export const typedApp: Benchmark = {
  name: 'typed-app',
  title: 'A small app in TypeScript, with the library and without',
  references: [CHECKED, UNCHECKED],
  prepare: (directory) => {
    symlinkSync(join(ROOT, 'node_modules'), join(directory, 'node_modules'));
    const outputs: string[] = [];
    const app = (name: string, source: string, ...options: string[]): Command => {
      const cwd = join(directory, `app-${outputs.length}`);
      mkdirSync(cwd);
      writeFileSync(join(cwd, 'main.ts'), source);
      writeFileSync(join(cwd, 'tsconfig.json'), JSON.stringify({ compilerOptions: OPTIONS }));
      const outdir = join(cwd, 'out');
      outputs.push(join(outdir, 'research.k8s.yaml'));
      return { name, argv: [TS_NODE, ...options, 'main.ts'], cwd, env: { CDK8S_OUTDIR: outdir } };
    };
    return {
      commands: [
        app(CHECKED, PLAIN), app('and the library, ts-node', OURS),
        app(UNCHECKED, PLAIN, '-T'), app('and the library, ts-node -T', OURS, '-T'),
      ],
      check: () => {
        if (outputs.some((path) => !/^kind: Sandbox$/m.test(readFileSync(path, 'utf8')))) {
          throw new Error('an app has not written its Sandbox');
        }
      },
    };
  },
};
