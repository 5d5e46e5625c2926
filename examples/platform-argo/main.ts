import { Chart, Size, YamlOutputType } from 'cdk8s';
import {
  AgentSandbox, AgentSandboxVersion, AppProject, ArgoApplicationSet, ArgoDestination, ArgoHealthChecks, IsolatedRuntime,
  SandboxApp, SandboxCluster, SandboxTenant, TenantQuota,
} from 'cdk8s-agent-sandbox';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import teams from './teams.json';

/** What the platform's team owns of a cluster: the install, and the guardrails of each team. Teams own the rest. */
class Platform extends Chart {
  readonly tenants: SandboxTenant[];
  readonly charts: Chart[];

  constructor(scope: Construct, id: string, version: AgentSandboxVersion) {
    super(scope, id);
    SandboxCluster.declare(this, { version });
    const crds = new Chart(this, 'crds');
    const install = new Chart(this, 'install');
    new AgentSandbox(install, 'AgentSandbox', { version, crdChart: crds, replicas: 2 });
    const gvisor = IsolatedRuntime.gvisor(install, 'Gvisor');

    const guardrails = new Chart(this, 'guardrails');
    this.tenants = teams.map((team) => {
      const tenant = new SandboxTenant(this, team.name, {
        namespace: team.name,
        guardrailChart: guardrails,
        // What the team's own app is judged by: the pipeline copies it into the team's repository.
        factsFile: `facts/${id}/${team.name}.json`,
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
const platforms = [
  new Platform(app, 'staging', AgentSandboxVersion.V1_0_5),
  new Platform(app, 'production', AgentSandboxVersion.V1_0_4),
];
const stages = platforms.map(({ node }) => node.id);
const clusters = stages.map((stage) => ArgoDestination.cluster(stage));

const gitops = new Chart(app, 'gitops');
new ArgoHealthChecks(gitops, 'Health');
new ArgoApplicationSet(gitops, 'Platform', {
  repoUrl: 'https://git.example.com/platform.git',
  path: 'dist',
  stages,
  targets: platforms.map(({ node, charts }, index) => ({
    name: `platform-${node.id}`, charts, stage: node.id, destination: clusters[index],
  })),
});

// The workloads of a team come from its repository, into its namespace, and are of the kinds that it may apply.
teams.forEach(({ name, repository }, team) => {
  const tenants = platforms.map((each) => each.tenants[team]);
  const project = new AppProject(gitops, `${name}-project`, {
    metadata: { name }, tenants, sourceRepos: [repository], clusters, team: true,
  });
  new ArgoApplicationSet(gitops, `${name}-apps`, {
    metadata: { name },
    repoUrl: repository,
    path: 'dist',
    project,
    stages,
    targets: tenants.map((tenant, index) => ({
      name: `${name}-${stages[index]}`, charts: [tenant], stage: stages[index], destination: clusters[index],
    })),
  });
});

app.synth();
