// @ts-check
import { RELEASES } from '../releases.mjs';
import { VERSION } from '../version.mjs';
import { readme } from './readme.mjs';

/** The construct of each runtime; `none` has no entry. */
const RUNTIMES = { gvisor: 'gvisor', kata: 'kata_qemu' };
const CLASSES = { gvisor: 'gvisor', kata: 'kata-qemu' };
const BIN = process.platform === 'win32' ? '.venv\\Scripts' : '.venv/bin';

/** The arguments of the template that are equal for all choices. */
const TEMPLATE = `            restart_policy=kplus.RestartPolicy.NEVER,
            containers=[
                kplus.ContainerProps(
                    name="python",
                    image=f"{REGISTRY}/python-sandbox:3.14",
                    port_number=8888,
                    readiness=kplus.Probe.from_tcp_socket(port=8888),
                    resources=kplus.ContainerResources(
                        cpu=kplus.CpuResources(request=kplus.Cpu.millis(250), limit=kplus.Cpu.units(1)),
                        memory=kplus.MemoryResources(request=Size.mebibytes(512), limit=Size.mebibytes(512)),
                    ),
                )
            ],
            egress=SandboxEgress.internet_only(ports=[kplus.NetworkPolicyPort.tcp(443)]),
`;

/**
 * A project in a virtual environment of its own. jsii runs the library in Node.js, which is there: npm started this.
 *
 * @param {import('./project.mjs').Settings} settings
 * @returns {import('./project.mjs').Project}
 */
export function pythonProject(settings) {
  const python = process.platform === 'win32' ? 'python' : 'python3';
  return {
    files: {
      'requirements.txt': requirements(settings),
      'cdk8s.yaml': 'language: python\napp: .venv/bin/python main.py\n',
      '.gitignore': '.venv/\n__pycache__/\n.pytest_cache/\n',
      'main.py': main(settings),
      'platform_chart.py': platform(settings),
      'agents_chart.py': agents(settings),
      'test/test_agents.py': test(settings),
      'conftest.py': '"""Lets the tests import the charts."""\n',
      'README.md': readme(settings, {
        commands: [
          [`${BIN}/python main.py`, 'writes dist/'],
          [`${BIN}/python -m pytest`, 'checks the manifests'],
          ['npx cdk8s-agent-sandbox validate dist', 'reads dist/ as the API server and the controller will'],
        ],
        extension: 'py',
      }),
    },
    installs: [
      [python, '-m', 'venv', '.venv'],
      [`${BIN}/python`, '-m', 'pip', 'install', '--quiet', '-r', 'requirements.txt'],
    ],
    next: [[`${BIN}/python`, 'main.py'], [`${BIN}/python`, '-m', 'pytest']],
  };
}

/** @param {import('./project.mjs').Settings} settings */
function requirements({ library }) {
  return [
    'cdk8s>=2.70,<3',
    library ?? `cdk8s-agent-sandbox~=${VERSION}`,
    'cdk8s-plus-28>=2.5.6,<3',
    'constructs>=10.5,<11',
    'pytest>=8',
    '',
  ].join('\n');
}

/** @param {import('./project.mjs').Settings} settings */
function main({ gitops, runtime }) {
  const folders = gitops !== 'none';
  const runtimeOf = runtime === 'none' ? '' : ', runtime=platform.runtime';
  return `${folders ? 'from cdk8s import YamlOutputType\n' : ''}from cdk8s_agent_sandbox import SandboxApp

from agents_chart import Agents
from platform_chart import Platform

${folders
    ? '# A folder for each chart, which the GitOps tool applies as one.\n' +
      'app = SandboxApp(yaml_output_type=YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE)'
    : 'app = SandboxApp()'}
${runtimeOf ? 'platform = ' : ''}Platform(app, "platform")
Agents(app, "agents"${runtimeOf})
app.synth()
`;
}

/** @param {import('./project.mjs').Settings} settings */
function platform({ release, runtime }) {
  const { constant } = RELEASES.find(({ version }) => version === release) ?? RELEASES[0];
  const construct = RUNTIMES[/** @type {keyof typeof RUNTIMES} */ (runtime)];
  const types = construct ? 'AgentSandbox, AgentSandboxVersion, IsolatedRuntime' : 'AgentSandbox, AgentSandboxVersion';
  return `from cdk8s import Chart
from cdk8s_agent_sandbox import ${types}
from constructs import Construct


class Platform(Chart):
    """What the platform team installs once a cluster: the CRDs, the controller${construct ? ' and the runtime' : ''}."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        AgentSandbox(self, "AgentSandbox", version=AgentSandboxVersion.${constant})
${construct ? `        self.runtime = IsolatedRuntime.${construct}(self, "Runtime")\n` : ''}`;
}

/** @param {import('./project.mjs').Settings} settings */
function agents({ runtime }) {
  return runtime === 'none' ? plainAgents() : `import cdk8s_plus_28 as kplus
from cdk8s import Size
from cdk8s_agent_sandbox import IsolatedRuntime, SandboxEgress, SandboxTemplate, SandboxTenant, TenantQuota
from constructs import Construct

# Replace it by the registry that your images come from: the namespace takes no other.
REGISTRY = "registry.example.com"


class Agents(SandboxTenant):
    """A namespace of its own for one team, with quota, default deny, admission rules and a pool of warm sandboxes."""

    def __init__(self, scope: Construct, id: str, runtime: IsolatedRuntime) -> None:
        super().__init__(
            scope,
            id,
            namespace="agents",
            registries=[REGISTRY],
            runtimes=[runtime],
            quota=TenantQuota.computed(claims=20),
        )

        python = SandboxTemplate(
            self,
            "Python",
            runtime=runtime,
${TEMPLATE}        )
        python.add_warm_pool("PythonPool", replicas=4)
`;
}

/** A tenant requires a runtime that isolates, so without one it is a namespace alone. */
function plainAgents() {
  return `import cdk8s_plus_28 as kplus
from cdk8s import ApiObjectMetadata, Chart, Size
from cdk8s_agent_sandbox import Findings, SandboxEgress, SandboxTemplate
from constructs import Construct

# Replace it by the registry that your images come from.
REGISTRY = "registry.example.com"


class Agents(Chart):
    """A namespace with a pool of warm sandboxes. With a runtime that isolates, make it a SandboxTenant."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id, namespace="agents")
        kplus.Namespace(
            self,
            "Namespace",
            metadata=ApiObjectMetadata(name="agents", labels={"pod-security.kubernetes.io/enforce": "restricted"}),
        )
        Findings.of(self).acknowledge("ASB311", "only trusted code runs here")

        python = SandboxTemplate(
            self,
            "Python",
${TEMPLATE}        )
        python.add_warm_pool("PythonPool", replicas=4)
`;
}

/** @param {import('./project.mjs').Settings} settings */
function test({ runtime }) {
  const isolated = runtime !== 'none';
  return `import pytest
from cdk8s_agent_sandbox import Manifests, SandboxApp

from agents_chart import Agents
from platform_chart import Platform


@pytest.fixture(scope="module")
def manifests() -> Manifests:
    app = SandboxApp()
    ${isolated ? 'platform = ' : ''}Platform(app, "platform")
    Agents(app, "agents"${isolated ? ', platform.runtime' : ''})
    return Manifests.from_app(app)


def test_the_cluster_refuses_nothing_and_nothing_is_dropped_or_changed(manifests: Manifests) -> None:
    manifests.has_no_findings()

${isolated ? `
def test_every_template_is_isolated(manifests: Manifests) -> None:
    pod = {"runtimeClassName": "${CLASSES[/** @type {keyof typeof CLASSES} */ (runtime)]}"}
    manifests.all_objects_have("SandboxTemplate", {"spec": {"podTemplate": {"spec": pod}}})

` : ''}
def test_four_sandboxes_wait_for_claims(manifests: Manifests) -> None:
    manifests.has_object("SandboxWarmPool", {"metadata": {"name": "python-pool"}, "spec": {"replicas": 4}})
`;
}
