import { readdirSync } from 'node:fs';
import { cdk, cdk8s, javascript, JsonFile } from 'projen';
import { layers } from './projenrc/layers';
import { DEFAULT_EDITION, OTHER_EDITIONS, packagePlus } from './projenrc/plus';
import { release } from './projenrc/release';
import { publishSite } from './projenrc/site';

const project = new cdk8s.ConstructLibraryCdk8s({
  name: 'cdk8s-agent-sandbox',
  description:
    'Agent Sandbox on Kubernetes as typed cdk8s constructs: ' +
    'install, templates, warm pools, claims, isolation and policy',
  keywords: ['cdk8s', 'kubernetes', 'agent-sandbox', 'sandbox', 'gvisor', 'kata', 'gitops'],
  author: 'The cdk8s-agent-sandbox authors',
  authorAddress: 'cdk8s-agent-sandbox@example.com',
  repositoryUrl: 'git+https://github.com/cdk8s-agent-sandbox/cdk8s-agent-sandbox.git',
  defaultReleaseBranch: 'main',
  cdk8sVersion: '2.70.0',
  constructsVersion: '10.5.0',
  peerDeps: [`${DEFAULT_EDITION.plus}@${DEFAULT_EDITION.range}`],
  packageManager: javascript.NodePackageManager.NPM,
  projenrcTs: true,
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',
  minNodeVersion: '20.19.0',
  compressAssembly: true,
  bin: { 'cdk8s-agent-sandbox': 'bin/cdk8s-agent-sandbox' },
  publishToPypi: { distName: 'cdk8s-agent-sandbox', module: 'cdk8s_agent_sandbox' },
  publishToMaven: {
    javaPackage: 'io.github.cdk8sagentsandbox',
    mavenGroupId: 'io.github.cdk8s-agent-sandbox',
    mavenArtifactId: 'cdk8s-agent-sandbox',
  },
  // Generated code has a repository of its own, as Go modules are fetched from repositories.
  publishToGo: {
    moduleName: 'github.com/cdk8s-agent-sandbox/cdk8s-agent-sandbox-go',
    packageName: 'cdk8sagentsandbox',
  },
  publishToNuget: { dotNetNamespace: 'Cdk8sAgentSandbox', packageId: 'Cdk8sAgentSandbox' },
  jestOptions: {
    jestVersion: '^30',
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    // Coverage takes half of the time of the tests; `npx jest --coverage` has it. Some tests start whole processes
    // (the command line, npm pack).
    jestConfig: {
      collectCoverage: false,
      testTimeout: 120_000,
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      coverageReporters: ['text-summary', 'lcov'],
    },
    preserveDefaultReporters: true,
  },
  eslintOptions: {
    dirs: ['src'],
    devdirs: ['test', 'scripts', 'examples', 'benchmarks', 'site'],
    commandOptions: { fix: false, extraArgs: ['--max-warnings=0'] },
  },
  devDeps: [
    // What is packed, as registries and TypeScript see it: entry points that exist, types that resolve.
    '@arethetypeswrong/cli@^0.18',
    'publint@^0.3',
    // A second engine for the expressions of policies; tests compare its answers with ours.
    '@marcbachmann/cel-js@8.0.0',
    '@types/js-yaml@^4',
    '@types/node@^20',
    'cdk8s-cli@^2.207.60',
    ...OTHER_EDITIONS.map(({ plus, range }) => `${plus}@${range}`),
    'esbuild@^0.28',
    'fast-check@^4',
    // A second reader of YAML: tests compare ours with it.
    'js-yaml@^4',
    // Two Kubernetes clients as data: the generator of imports/ reads their model files and runs nothing of them.
    'kubernetes-client-node-34@npm:@kubernetes/client-node@1.4.0',
    'kubernetes-client-node-36@npm:@kubernetes/client-node@2.0.1',
    // A second, independent reading of the same Kubernetes types; a test compares.
    'kubernetes-models@5.1.0',
    // Kinds of other projects: the generator of imports/ reads their types, and tests ask their validators.
    '@kubernetes-models/argo-cd@4.0.0',
    '@kubernetes-models/cert-manager@6.0.0',
    '@kubernetes-models/flux-cd@4.0.0',
    '@kubernetes-models/gateway-api@2.0.0',
    '@kubernetes-models/gke@4.6.2',
    '@kubernetes-models/karpenter@2.0.0',
    '@kubernetes-models/keda@2.0.0',
    '@kubernetes-models/prometheus-operator@6.0.0',
    // RE2's patterns in time linear in the text, as the API server matches them; bundled into lib/.
    're2js@^2',
    // Runs the projects that `npm create` makes, as they do themselves.
    'tsx@^4',
    // What editors show with our JSON Schemas, and the documents that it takes; the last line that runs on Node 20.
    'vscode-languageserver-textdocument@^1',
    'yaml-language-server@^1.25',
    // Shortens the names of variables in the package and leaves those of functions (scripts/package/bundle.ts).
    'terser@^5',
  ],
  // dist/ holds the release manifests and is checked in; jsii's packages go elsewhere.
  artifactsDirectory: 'artifacts',
  npmignoreEnabled: false,
  stability: cdk.Stability.EXPERIMENTAL,
  githubOptions: { mergify: false, pullRequestLint: false },
  // A build that changes a file that is checked in fails; a robot that commits the change would hide it.
  buildWorkflowOptions: { mutableBuild: false },
  pullRequestTemplateContents: [
    'What changes for users, and why:',
    '',
    '- [ ] A test fails without the change.',
    '- [ ] `npm test` passes, and `npx projen regenerate` changes no file.',
    '- [ ] A change of behaviour or of a name has a line in `CHANGELOG.md`.',
    '- [ ] A claim about Agent Sandbox or Kubernetes names its source.',
  ],
  // projenrc/release.ts has ours.
  release: false,
  depsUpgrade: false,
  sampleCode: false,
});

project.gitignore.removePatterns('/dist/');
project.gitignore.exclude('/artifacts/', '.jsii.gz', '.jsii.tabl.json.gz', '/examples/*/dist/', '/benchmarks/results/');

for (const generated of [
  '/imports/*.json',
  '/src/l1/*.generated.ts',
  '/docs/api-history.md',
  '/test/facts/*.json',
  '/test/generated/public-api-k8s.txt',
]) {
  project.gitattributes.addAttributes(generated, 'linguist-generated');
}

project.package.addField('type', 'commonjs');
// An allow-list: a new root folder never leaks into the package.
// Rehearsals are no part of the API of jsii: they start programs, and wait for them.
project.package.addField('exports', {
  '.': { types: './lib/index.d.ts', default: './lib/index.js' },
  './rehearsal': { types: './lib/rehearsal/index.d.ts', default: './lib/rehearsal/index.js' },
  './lib/plugin': './lib/plugin.js',
  './*': './*',
});
// The plugin is loaded by cdk8s, by its name in a configuration file, and has no types.
new JsonFile(project, '.attw.json', { obj: { excludeEntrypoints: ['lib/plugin'] }, marker: false });
project.package.addField('typesVersions', { '*': { rehearsal: ['lib/rehearsal/index.d.ts'] } });
project.package.addField('files', [
  'lib/**/*.js',
  'lib/**/*.mjs',
  'lib/**/*.d.ts',
  'lib/findings/pages.json',
  'lib/vendor/*.LICENSE',
  'bin',
  'imports/*.json',
  '.jsii',
  '.jsii.gz',
  '.jsii.tabl.json.gz',
]);

// 1.13.0 lacks the binaries of some platforms, which makes 'npm ci' refuse any lock file.
project.package.addField('overrides', { 'unrs-resolver': '1.12.2' });

for (const override of layers()) { project.eslint?.addOverride(override); }
project.eslint?.addOverride({ files: ['src/**'], rules: { 'import/no-cycle': 'error' } });
// What cannot be broken is longer: addresses, and in tests regular expressions and texts that are compared as a whole.
const maxLength = { code: 120, tabWidth: 2, ignoreUrls: true };
project.eslint?.addRules({ '@stylistic/max-len': ['error', maxLength] });
project.eslint?.addOverride({
  files: ['test/**'],
  rules: {
    '@stylistic/max-len': ['error', { ...maxLength, ignoreRegExpLiterals: true, ignoreTemplateLiterals: true }],
  },
});
project.eslint?.addOverride({
  files: ['scripts/**', 'examples/**', 'benchmarks/**', 'test/languages/**'],
  rules: { 'import/no-extraneous-dependencies': 'off' },
});
// The runner of Node.js waits for the tests that it is given.
const safeCalls = { allowForKnownSafeCalls: [{ from: 'package', name: 'test', package: 'node:test' }] };
project.eslint?.addOverride({
  files: ['examples/**', 'site/test/**'],
  rules: { '@typescript-eslint/no-floating-promises': ['error', safeCalls] },
});
// The site has packages of its own, which `npm run site` installs.
project.eslint?.addOverride({
  files: ['site/**'],
  rules: {
    'import/no-extraneous-dependencies': 'off',
    'import/no-unresolved': 'off',
  },
});
// Examples import the package by its own name; the link to it exists after an install, its types after a compile.
project.eslint?.addOverride({
  files: ['examples/**', 'test/**'],
  rules: { 'import/no-unresolved': ['error', { ignore: ['^cdk8s-agent-sandbox$'] }] },
});

const ts = 'ts-node -T -P test/tsconfig.json';
const cli = 'node bin/cdk8s-agent-sandbox';

// ContainerPort.containerPort bears its interface's name, which C# minds; the names are Kubernetes'.
project.compileTask.reset(
  'jsii --silence-warnings=reserved-word --silence-warnings=member-name-conflicts-with-type-name --compress-assembly',
);
// One file, of which `lib/index.js` loads a construct when it is first named (docs/adr/0004 and 0014).
project.compileTask.exec(`${ts} scripts/slim.ts`);
// The examples of docstrings and of README.md in each language; one that does not compile alone fails.
project.compileTask.exec('jsii-rosetta extract --strict --compress-tablet');

const imports = project.addTask('imports', {
  description: 'Write imports/ from the Kubernetes clients, and from models of other projects',
  receiveArgs: true,
});
imports.exec(`${ts} scripts/imports/generate.ts`, { receiveArgs: true });
imports.exec(`${ts} scripts/imports/generate-other-kinds.ts`, { receiveArgs: true });

const l1 = project.addTask('l1', {
  description: 'Write the L1 layer from imports/ and the catalogue',
  receiveArgs: true,
});
l1.exec(`${ts} scripts/l1.ts`, { receiveArgs: true });

// The submodule k8s is 3,000 members whose documentation is Kubernetes' reference: editors show it, API.md leaves it
// out.
project.tasks.tryFind('docgen')!.reset('jsii-docgen -o API.md -s root');

const constants = project.addTask('release-constants', {
  description: 'Write the constants of AgentSandboxVersion from the catalogue',
  receiveArgs: true,
});
constants.exec(`${ts} scripts/release-constants.ts`, { receiveArgs: true });

const apiHistory = project.addTask('api-history', {
  description: 'Write docs/api-history.md from the catalogue',
  receiveArgs: true,
});
apiHistory.exec(`${ts} scripts/api-history.ts`, { receiveArgs: true });

const rooms = project.addTask('rooms', {
  description: 'Write what CONTRIBUTING.md and docs/architecture.md say of the rooms of src/',
  receiveArgs: true,
});
rooms.exec(`${ts} scripts/rooms.ts`, { receiveArgs: true });

const pictures = project.addTask('pictures', {
  description: 'Write the pictures of the pages, after a compile',
  receiveArgs: true,
});
pictures.exec(`${ts} scripts/pictures.ts`, { receiveArgs: true });

const publicApi = project.addTask('public-api', {
  description: 'Write the list of the public API from what jsii compiled',
  receiveArgs: true,
});
publicApi.exec(`${ts} scripts/public-api.ts`, { receiveArgs: true });

const dist = project.addTask('dist', { description: 'Render dist/: the newest release of each line' });
dist.exec(`${cli} release v0.4.6 v0.5.6 v1.0.5 --outdir dist`);

const regenerate = project.addTask('regenerate', { description: 'Write every generated file that is checked in' });
regenerate.spawn(imports);
regenerate.spawn(l1);
regenerate.spawn(constants);
regenerate.spawn(project.compileTask);
regenerate.spawn(project.tasks.tryFind('docgen')!);
regenerate.spawn(publicApi);
regenerate.spawn(apiHistory);
regenerate.spawn(rooms);
regenerate.spawn(pictures);
regenerate.spawn(dist);

const checksums = project.addTask('upstream-checksums', {
  description: 'Write test/facts/upstream-checksums.json from upstream\'s published assets (see CONTRIBUTING.md)',
  receiveArgs: true,
});
checksums.exec(`${ts} scripts/upstream-checksums.ts`, { receiveArgs: true });

const upstreamRelease = project.addTask('upstream-release', {
  description: 'Read the assets of a new release of Agent Sandbox into a record to review (see CONTRIBUTING.md)',
  receiveArgs: true,
});
upstreamRelease.exec(`${ts} scripts/upstream-release.ts`, { receiveArgs: true });

const bench = project.addTask('bench', { description: 'Measure what benchmarks/ claims', receiveArgs: true });
bench.exec(`${ts} benchmarks/run.ts`, { receiveArgs: true });

const typecheck = project.addTask('typecheck', {
  description: 'Check the types of tests, scripts, examples and benchmarks',
});
typecheck.exec('tsc -p tsconfig.dev.json');
typecheck.exec('tsc -p projenrc/tsconfig.json');
typecheck.exec('tsc -p create/tsconfig.json');
new javascript.TypescriptConfig(project, {
  fileName: 'tsconfig.dev.json',
  extends: javascript.TypescriptConfigExtends.fromPaths(['./test/tsconfig.json']),
  include: ['src/**/*.ts', 'test/**/*.ts', 'scripts/**/*.ts', 'examples/**/*.ts', 'benchmarks/**/*.ts'],
  exclude: ['node_modules', '**/cdk.out'],
});

// Tests look at the compiled library too (what it loads, what is packed), so they compile it first.
project.testTask.prependSpawn(typecheck);
project.testTask.prependSpawn(project.compileTask);

// Both README commands work on a fresh clone: they install what is missing first.
const start = project.addTask('start', { description: 'Render the release manifests and synthesize the examples' });
start.spawn(project.compileTask);
start.spawn(dist);
for (const example of readdirSync('examples').sort()) {
  start.exec('cdk8s synth', { cwd: `examples/${example}`, env: { CDK8S_CHECK_UPGRADE: 'false' } });
}
const e2e = project.addTask('e2e', {
  description: 'Put what is emitted to a real control plane (see CONTRIBUTING.md)',
  receiveArgs: true,
});
e2e.exec(`${ts} scripts/e2e.ts`, { receiveArgs: true });
const clusterBinaries = project.addTask('cluster-binaries', {
  description: 'Build the control plane that e2e needs, once a machine',
});
clusterBinaries.exec(`${ts} scripts/cluster-binaries.ts`);

release(project, ts);
publishSite(project);
packagePlus(project, ts);

// Whoever packs, packs the same: without install scripts.
project.tasks.tryFind('package:js')!.reset('node scripts/pack.js artifacts/js');
for (const language of ['dotnet', 'go', 'java', 'python']) {
  project.tasks.tryFind(`package:${language}`)!.reset(`${ts} scripts/package-language.ts ${language}`);
}
project.buildWorkflow!.addPostBuildSteps({ name: 'Test on a control plane', run: 'npm run e2e -- --build' });

const languages = project.addTask('languages', {
  description: 'Make the packages of Python, Java, Go and .NET, and compare what their apps write',
  receiveArgs: true,
});
languages.exec(`${ts} scripts/languages.ts`, { receiveArgs: true });

const site = project.addTask('site', {
  description: 'Build the site into site/dist, and test it with --test (see site/README.md)',
  receiveArgs: true,
});
site.exec(`${ts} scripts/site.ts`, { receiveArgs: true });

project.setScript('prestart', 'node scripts/ensure-installed.js');
project.setScript('pretest', 'node scripts/ensure-installed.js');
project.setScript('prepare', 'node scripts/link-self.js');

// Sources stay out of the package: their inline maps would be two thirds of it.
const tsconfig = project.tryFindObjectFile('tsconfig.json');
tsconfig?.addDeletionOverride('compilerOptions.inlineSourceMap');
tsconfig?.addDeletionOverride('compilerOptions.inlineSources');
const eslintrc = project.tryFindObjectFile('.eslintrc.json');
eslintrc?.addDeletionOverride('parserOptions.projectService');
eslintrc?.addOverride('parserOptions.project', [
  './tsconfig.dev.json', './projenrc/tsconfig.json', './site/tsconfig.json',
]);
project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');

project.synth();
