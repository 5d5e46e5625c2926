import { Chart, Size, YamlOutputType } from 'cdk8s';
import {
  AgentSandbox, AgentSandboxVersion, FluxKustomization, FluxSource, IsolatedRuntime, SandboxApp, SandboxCluster,
  SandboxTenant, TenantQuota,
} from 'cdk8s-agent-sandbox';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import teams from './teams.json';

/** In which teams' pipelines have their accounts, here and in each cluster. */
const DEPLOYERS = 'deployers';

/** What the platform's team owns of a cluster: the install, and the guardrails of each team. Teams own the rest. */
class Platform extends Construct {
  readonly charts: Record<string, Chart>;
  readonly tenants: SandboxTenant[];

  constructor(scope: Construct, stage: string, version: AgentSandboxVersion) {
    super(scope, stage);
    SandboxCluster.declare(this, { version });
    const crds = new Chart(this, 'crds');
    const install = new Chart(this, 'install');
    new AgentSandbox(install, 'AgentSandbox', { version, crdChart: crds, replicas: 2 });
    const gvisor = IsolatedRuntime.gvisor(install, 'Gvisor');
    new kplus.Namespace(install, 'Deployers', { metadata: { name: DEPLOYERS } });

    const guardrails = new Chart(this, 'guardrails');
    this.tenants = teams.map((team) => {
      const tenant = new SandboxTenant(this, team.name, {
        guardrailChart: guardrails,
        // By which the team's own app is judged: a pipeline copies it into the team's repository.
        factsFile: `facts/${team.name}/${stage}.json`,
        runtimes: [gvisor],
        registries: [`registry.example.com/${team.name}`],
        maxContainerCpu: kplus.Cpu.units(4),
        maxContainerMemory: Size.gibibytes(16),
        quota: TenantQuota.of({ sandboxes: team.sandboxes, claims: team.sandboxes }),
      });
      tenant.permissions.grantView(kplus.Group.fromName(tenant, 'Developers', `${team.name}-developers`));
      tenant.permissions.grantDeploy(new kplus.ServiceAccount(guardrails, `${team.name}-deployer`, {
        metadata: { name: team.name, namespace: DEPLOYERS },
      }));
      return tenant;
    });
    this.charts = { crds, install, guardrails };
  }
}

const app = new SandboxApp({ yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE });

// A release is tried in staging before production gets it.
const platforms = {
  staging: new Platform(app, 'staging', AgentSandboxVersion.V1_0_5),
  production: new Platform(app, 'production', AgentSandboxVersion.V1_0_4),
};

const flux = new Chart(app, 'flux');
new kplus.Namespace(flux, 'Deployers', { metadata: { name: DEPLOYERS } });

for (const [stage, { charts, tenants }] of Object.entries(platforms)) {
  const kubeConfigSecretName = `kubeconfig-${stage}`;
  for (const [name, chart] of Object.entries(charts)) {
    new FluxKustomization(flux, `${stage}-${name}`, {
      metadata: { name: `${stage}-${name}` },
      chart,
      source: FluxSource.gitRepository('platform'),
      path: 'dist',
      kubeConfigSecretName,
    });
  }
  // The workloads of a team come from its repository, and are applied with the rights of its pipeline alone.
  for (const tenant of tenants) {
    const team = tenant.namespaceName;
    new FluxKustomization(flux, `${stage}-${team}`, {
      metadata: { name: `${stage}-${team}`, namespace: DEPLOYERS },
      tenant,
      source: FluxSource.gitRepository(team, { namespace: 'flux-system' }),
      path: `dist/${stage}`,
      serviceAccountName: team,
      kubeConfigSecretName,
    });
  }
}

app.synth();
