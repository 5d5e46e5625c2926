/**
 * A fleet of sandboxes, written by a cdk8s app:
 * `node fleet.js <made of> <sandboxes> <charts> <directory> [<app> [<chained>]]`.
 *
 * `constructs` makes each with the library, `egress` does too and gives each a network policy, `unjudged` leaves the
 * judging of objects out, `objects` writes the same JSON with plain API objects. All leave the same bytes. `distinct`
 * writes objects that differ in nearly all fields. The app is cdk8s' `App`, or `SandboxApp`. `charts` that are chained,
 * or `objects`, come each after the one before. The times of the phases go to stdout.
 */
const { performance } = require('node:perf_hooks');
const { ApiObject, App, Chart, Size } = require('cdk8s');
const { sandboxOf } = require('./sandbox');

const [, , madeOf, sandboxes, charts, outdir, appName = 'App', chained] = process.argv;
const make = {
  constructs: withConstructs,
  egress: withEgress,
  unjudged: withoutJudging,
  objects: withObjects,
  distinct: withDistinctObjects,
}[madeOf];

const start = performance.now();
const app = appName === 'App' ? new App({ outdir }) : new (require('cdk8s-agent-sandbox').SandboxApp)({ outdir });
const chartOf = Array.from(
  { length: Number(charts) },
  (_, index) => new Chart(app, `fleet-${index}`, { namespace: 'fleet' }),
);
const next = make();
let last;
for (let index = 0; index < Number(sandboxes); index += 1) {
  const made = next(chartOf[index % chartOf.length], index);
  if (chained === 'objects' && last) { made.node.addDependency(last); }
  last = made;
}
if (chained === 'charts') { chartOf.slice(1).forEach((chart, index) => { chart.addDependency(chartOf[index]); }); }
const composed = performance.now();
app.synth();
console.log(JSON.stringify({ compose: composed - start, synth: performance.now() - composed }));

/** One container, one workspace, a runtime and labels. */
function withConstructs(props = {}, library = require('cdk8s-agent-sandbox')) {
  const { AgentSandboxVersion, IsolatedRuntime, Sandbox, SandboxCluster } = library;
  SandboxCluster.declare(app, { version: AgentSandboxVersion.V1_0_5 });
  const runtime = IsolatedRuntime.fromRuntimeClassName(app, 'Runtime', 'gvisor');
  return (chart, index) => {
    const sandbox = new Sandbox(chart, `user-${index}`, {
      ...props,
      runtime,
      securityContext: { fsGroup: 1000 },
      podLabels: { 'example.com/team': `team-${index % 50}`, 'example.com/user': `user-${index}` },
      containers: [
        {
          image: 'registry.example.com/devbox:2.4',
          portNumber: 3000,
          envVariables: { USER: { value: `user-${index}` } },
        },
      ],
    });
    sandbox.addWorkspace('home', '/home/dev', { size: Size.gibibytes(20) });
    return sandbox;
  };
}

/** The same, and what each may reach. */
function withEgress() {
  const { SandboxEgress } = require('cdk8s-agent-sandbox');
  return withConstructs({ egress: SandboxEgress.internetOnly() });
}

/** The library has no such switch: `unjudged.ts` has made a bundle of it that judges no object. */
function withoutJudging() {
  const bundle = require('../../artifacts/unjudged');
  process.on('exit', () => {
    const left = globalThis.leftUnjudged ?? 0;
    if (left < Number(sandboxes)) {
      throw new Error(`only ${left} objects were left unjudged`);
    }
  });
  const modules = ['release/agent-sandbox-version', 'runtime/isolated-runtime', 'sandbox/sandbox', 'install/sandbox-cluster'];
  return withConstructs({}, Object.assign({}, ...modules.map((path) => bundle[path]())));
}

function withObjects() {
  return (chart, index) => new ApiObject(chart, `user-${index}`, sandboxOf(index));
}

/** No two say the same of anything but a few switches, as objects of many authors do. */
function withDistinctObjects() {
  return (chart, index) => {
    new ApiObject(chart, `user-${index}`, {
      apiVersion: 'agents.x-k8s.io/v1beta1',
      kind: 'Sandbox',
      metadata: { name: `user-${index}`, labels: { [`team-${index}`]: `t${index}` } },
      spec: {
        ...(index % 3 === 0 && { operatingMode: 'Running' }),
        podTemplate: {
          metadata: { annotations: { note: `written for user ${index}, who asked for it: "why not?"` } },
          spec: {
            containers: Array.from({ length: 1 + (index % 3) }, (_, number) => ({
              name: `main-${index}-${number}`,
              image: `registry.example.com/devbox-${index}:${index}.${number}`,
              command: ['sh', '-c', `echo ${index}\nexec serve --port ${3000 + index} --name "${number}"\n`],
              env: Array.from({ length: 1 + (index % 4) }, (__, variable) => ({
                name: `VAR_${index}_${variable}`,
                value: `${index * 7 + variable}`,
              })),
              ports: [{ containerPort: 1 + ((index * 3 + number) % 65_535), name: `p${number}` }],
              resources: { requests: { cpu: `${100 + index}m`, memory: `${256 + index}Mi` } },
              securityContext: { runAsNonRoot: true, runAsUser: 1000 + index },
              volumeMounts: [{ name: `home-${index}`, mountPath: `/home/user-${index}` }],
            })),
            securityContext: { fsGroup: 1000 + index },
            nodeSelector: { 'example.com/pool': `pool-${index}` },
            terminationGracePeriodSeconds: 30 + index,
          },
        },
        volumeClaimTemplates: [
          {
            metadata: { name: `home-${index}` },
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: `${1 + index}Gi` } } },
          },
        ],
      },
    });
  };
}
