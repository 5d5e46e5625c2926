/**
 * Tenants, each with a template and a pool. Usage: node tenants.js <tenants> <directory> own|shared|guardrails
 * With `own` each tenant prints its own admission policies, else those of one chart, or all its guardrails there. TENANTS_LIBRARY is the package to use, by default this one.
 */
const cdk8s = require('cdk8s');
const kplus = require('cdk8s-plus-28');
const lib = require(process.env.TENANTS_LIBRARY ?? '../..');

const [count, outdir, mode] = process.argv.slice(2);
const app = new lib.SandboxApp({ outdir });
lib.SandboxCluster.declare(app, { version: lib.AgentSandboxVersion.V1_0_5 });
const platform = new cdk8s.Chart(app, 'platform');
const gvisor = lib.IsolatedRuntime.gvisor(platform, 'Gvisor');
const chart = mode === 'own' ? undefined : new cdk8s.Chart(app, 'guardrails');

for (let index = 0; index < Number(count); index++) {
  const tenant = new lib.SandboxTenant(app, `team-${index}`, {
    runtimes: [gvisor],
    quota: lib.TenantQuota.of({ sandboxes: 60, cpu: kplus.Cpu.units(120), memory: cdk8s.Size.gibibytes(480) }),
    registries: [`registry.example.com/team-${index}`],
    maxContainerCpu: kplus.Cpu.units(4),
    maxContainerMemory: cdk8s.Size.gibibytes(16),
    ...(chart && (mode === 'shared' ? { admissionChart: chart } : { guardrailChart: chart })),
  });
  const template = new lib.SandboxTemplate(tenant, 'Python', {
    runtime: gvisor,
    containers: [{ image: `registry.example.com/team-${index}/python-sandbox:3.14`, portNumber: 8888, readiness: kplus.Probe.fromTcpSocket() }],
    egress: lib.SandboxEgress.internetOnly(),
  });
  template.addWarmPool('Pool', { replicas: 8 });
}
app.synth();
