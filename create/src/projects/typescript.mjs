// @ts-check
import { RELEASES } from '../releases.mjs';
import { VERSION } from '../version.mjs';
import { readme } from './readme.mjs';

/** The construct of each runtime; `none` has no entry. */
const RUNTIMES = { gvisor: 'gvisor', kata: 'kataQemu' };
const MAJORS = { cdk8s: '2', plus: '28', constructs: '10' };

/** The props of the template that are equal for all choices. */
const TEMPLATE = `      restartPolicy: kplus.RestartPolicy.NEVER,
      containers: [{
        name: 'python',
        image: \`\${REGISTRY}/python-sandbox:3.14\`,
        portNumber: 8888,
        readiness: kplus.Probe.fromTcpSocket({ port: 8888 }),
        resources: {
          cpu: { request: kplus.Cpu.millis(250), limit: kplus.Cpu.units(1) },
          memory: { request: Size.mebibytes(512), limit: Size.mebibytes(512) },
        },
      }],
      egress: SandboxEgress.internetOnly({ ports: [kplus.NetworkPolicyPort.tcp(443)] }),
`;

/**
 * A project that tsx runs as it is: no build step, and the same sources for both kinds of modules.
 *
 * @param {import('./project.mjs').Settings} settings
 * @returns {import('./project.mjs').Project}
 */
export function typescriptProject(settings) {
  return {
    files: {
      'package.json': packageJson(settings),
      'cdk8s.yaml': 'language: typescript\napp: npx tsx main.ts\n',
      'tsconfig.json': tsconfig(),
      '.gitignore': 'node_modules/\n',
      'main.ts': main(settings),
      'platform.ts': platform(settings),
      'agents.ts': agents(settings),
      'test/agents.test.ts': test(settings),
      'README.md': readme(settings, {
        commands: [
          ['npm run synth', 'writes dist/'],
          ['npm test', 'checks types and manifests'],
          ['npm run validate', 'reads dist/ as the API server and the controller will'],
        ],
        extension: 'ts',
      }),
    },
    installs: [['npm', 'install']],
    next: [['npm', 'run', 'synth'], ['npm', 'test']],
  };
}

/** @param {import('./project.mjs').Settings} settings */
function packageJson({ name, module, library }) {
  return `${JSON.stringify({
    name,
    private: true,
    ...module === 'esm' ? { type: 'module' } : {},
    scripts: {
      synth: 'cdk8s synth --no-check-upgrade',
      test: 'tsc && node --import tsx --test test/*.test.ts',
      validate: 'cdk8s-agent-sandbox validate dist',
    },
    dependencies: {
      'cdk8s': `^${MAJORS.cdk8s}`,
      'cdk8s-agent-sandbox': library ?? `^${VERSION}`,
      [`cdk8s-plus-${MAJORS.plus}`]: '^2',
      'constructs': `^${MAJORS.constructs}`,
    },
    devDependencies: { '@types/node': '^20', 'cdk8s-cli': '^2', 'tsx': '^4', 'typescript': '>=5.9' },
    engines: { node: '>=20.19.0' },
  }, null, 2)}\n`;
}

function tsconfig() {
  return `${JSON.stringify({
    compilerOptions: {
      target: 'es2022', module: 'nodenext', strict: true, noEmit: true, skipLibCheck: true, types: ['node'],
    },
    include: ['*.ts', 'test/*.ts'],
  }, null, 2)}\n`;
}

/** @param {import('./project.mjs').Settings} settings */
function main({ gitops, runtime }) {
  const folders = gitops !== 'none';
  const isolated = runtime !== 'none';
  return `${folders ? "import { YamlOutputType } from 'cdk8s';\n" : ''}import { SandboxApp } from 'cdk8s-agent-sandbox';
import { Agents } from './agents.js';
import { Platform } from './platform.js';

${folders
    ? '// A folder for each chart, which the GitOps tool applies as one.\n' +
      'const app = new SandboxApp({ yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE });'
    : 'const app = new SandboxApp();'}
${isolated ? 'const platform = ' : ''}new Platform(app, 'platform');
new Agents(app, 'agents'${isolated ? ', platform' : ''});
app.synth();
`;
}

/** @param {import('./project.mjs').Settings} settings */
function platform({ release, runtime }) {
  const { constant } = RELEASES.find(({ version }) => version === release) ?? RELEASES[0];
  const construct = RUNTIMES[/** @type {keyof typeof RUNTIMES} */ (runtime)];
  const types = construct ? 'AgentSandbox, AgentSandboxVersion, IsolatedRuntime' : 'AgentSandbox, AgentSandboxVersion';
  return `import { Chart } from 'cdk8s';
import { ${types} } from 'cdk8s-agent-sandbox';
import { Construct } from 'constructs';

/** What the platform team installs once a cluster: the CRDs, the controller${construct ? ' and the runtime' : ''}. */
export class Platform extends Chart {
${construct ? '  public readonly runtime: IsolatedRuntime;\n\n' : ''}  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AgentSandbox(this, 'AgentSandbox', { version: AgentSandboxVersion.${constant} });
${construct ? `    this.runtime = IsolatedRuntime.${construct}(this, 'Runtime');\n` : ''}  }
}
`;
}

/** @param {import('./project.mjs').Settings} settings */
function agents({ runtime }) {
  return runtime === 'none' ? plainAgents() : `import { Size } from 'cdk8s';
import { SandboxEgress, SandboxTemplate, SandboxTenant, TenantQuota } from 'cdk8s-agent-sandbox';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import type { Platform } from './platform.js';

/** Replace it by the registry that your images come from: the namespace takes no other. */
const REGISTRY = 'registry.example.com';

/** A namespace of its own for one team, with quota, default deny, admission rules and a pool of warm sandboxes. */
export class Agents extends SandboxTenant {
  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id, {
      namespace: 'agents',
      registries: [REGISTRY],
      runtimes: [platform.runtime],
      quota: TenantQuota.computed({ claims: 20 }),
    });

    const python = new SandboxTemplate(this, 'Python', {
      runtime: platform.runtime,
${TEMPLATE}    });
    python.addWarmPool('PythonPool', { replicas: 4 });
  }
}
`;
}

/** A tenant requires a runtime that isolates, so without one it is a namespace alone. */
function plainAgents() {
  return `import { Chart, Size } from 'cdk8s';
import { Findings, SandboxEgress, SandboxTemplate } from 'cdk8s-agent-sandbox';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';

/** Replace it by the registry that your images come from. */
const REGISTRY = 'registry.example.com';

/** A namespace with a pool of warm sandboxes. With a runtime that isolates, make it a SandboxTenant. */
export class Agents extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'agents' });
    new kplus.Namespace(this, 'Namespace', {
      metadata: { name: 'agents', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
    });
    Findings.of(this).acknowledge('ASB311', 'only trusted code runs here');

    const python = new SandboxTemplate(this, 'Python', {
${TEMPLATE}    });
    python.addWarmPool('PythonPool', { replicas: 4 });
  }
}
`;
}

/** @param {import('./project.mjs').Settings} settings */
function test({ runtime }) {
  const isolated = runtime !== 'none';
  return `import { test } from 'node:test';
import { Manifests, SandboxApp } from 'cdk8s-agent-sandbox';
import { Agents } from '../agents.js';
import { Platform } from '../platform.js';

const app = new SandboxApp();
${isolated ? 'const platform = ' : ''}new Platform(app, 'platform');
new Agents(app, 'agents'${isolated ? ', platform' : ''});
const manifests = Manifests.fromApp(app);

test('the cluster refuses nothing, and nothing is dropped or changed', () => manifests.hasNoFindings());

${isolated ? `test('every template is isolated', () => manifests.allObjectsHave('SandboxTemplate', {
  spec: { podTemplate: { spec: { runtimeClassName: platform.runtime.runtimeClassName } } },
}));

` : ''}test('four sandboxes wait for claims', () => manifests.hasObject('SandboxWarmPool', {
  metadata: { name: 'python-pool' },
  spec: { replicas: 4 },
}));
`;
}
