import { Chart, Size, YamlOutputType } from 'cdk8s';
import {
  AgentSandbox, AgentSandboxVersion, AppProject, ArgoApplication, ArgoApplicationSet, ArgoDestination, ArgoHealthChecks,
  IsolatedRuntime, SandboxApp, SandboxCluster, SandboxTenant, TenantQuota,
} from 'cdk8s-agent-sandbox';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import teams from './teams.json';

/** What the platform's team owns of a cluster: the install, and the guardrails of each team. Teams own the rest. */
class Platform extends Construct {
  readonly charts: Chart[];
  readonly tenants: SandboxTenant[];

  constructor(scope: Construct, stage: string, version: AgentSandboxVersion) {
    super(scope, stage);
    SandboxCluster.declare(this, { version });
    const crds = new Chart(this, 'crds');
    const install = new Chart(this, 'install');
    new AgentSandbox(install, 'AgentSandbox', { version, crdChart: crds, replicas: 2 });
    const gvisor = IsolatedRuntime.gvisor(install, 'Gvisor');

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
      return tenant;
    });
    this.charts = [crds, install, guardrails];
  }
}

const app = new SandboxApp({ yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE });

// A release is tried in staging before production gets it.
const platforms = {
  staging: new Platform(app, 'staging', AgentSandboxVersion.V1_0_5),
  production: new Platform(app, 'production', AgentSandboxVersion.V1_0_4),
};
const stages = Object.entries(platforms).map(([stage, platform]) => ({
  stage, ...platform, destination: ArgoDestination.cluster(stage),
}));

const gitops = new Chart(app, 'gitops');
new ArgoHealthChecks(gitops, 'Health');
new ArgoApplicationSet(gitops, 'Platform', {
  repoUrl: 'https://git.example.com/platform.git',
  path: 'dist',
  stages: stages.map(({ stage }) => stage),
  targets: stages.map(({ stage, charts, destination }) => ({ name: `platform-${stage}`, charts, stage, destination })),
});

// The workloads of a team come from its repository. Whatever that holds, they go into the team's namespace, and are of
// the kinds that its pipeline may apply.
teams.forEach(({ name, repository }, index) => {
  const project = new AppProject(gitops, `${name}-project`, {
    metadata: { name },
    tenants: stages.map(({ tenants }) => tenants[index]),
    clusters: stages.map(({ destination }) => destination),
    sourceRepos: [repository],
    team: true,
  });
  for (const { stage, tenants, destination } of stages) {
    new ArgoApplication(gitops, `${name}-${stage}`, {
      metadata: { name: `${name}-${stage}` },
      repoUrl: repository,
      path: `dist/${stage}`,
      tenant: tenants[index],
      project,
      destination,
    });
  }
});

app.synth();
