"""A tenant with a template, a pool, a claim and egress to one service."""
import cdk8s_agent_sandbox as sandbox
import cdk8s_plus_28 as kplus
from cdk8s import Chart, Size

app = sandbox.SandboxApp()
platform = Chart(app, "platform")
sandbox.AgentSandbox(platform, "AgentSandbox", version=sandbox.AgentSandboxVersion.V1_0_5, replicas=2)
gvisor = sandbox.IsolatedRuntime.gvisor(
    platform, "Gvisor", node_selector={"sandboxes.example.com/runtime": "gvisor"}
)

research = sandbox.SandboxTenant(
    app,
    "research",
    runtimes=[gvisor],
    registries=["registry.example.com/sandboxes"],
    max_container_cpu=kplus.Cpu.units(4),
    max_container_memory=Size.gibibytes(16),
    quota=sandbox.TenantQuota.computed(claims=20),
)
feature_store = sandbox.EgressDestination.pods(
    pod_labels={"app": "feature-store"}, namespaces=["data"], ports=[kplus.NetworkPolicyPort.tcp(8443)]
)

python = sandbox.SandboxTemplate(
    research,
    "Python",
    runtime=gvisor,
    containers=[
        kplus.ContainerProps(
            name="python",
            image="registry.example.com/sandboxes/python:3.14",
            port_number=8888,
            readiness=kplus.Probe.from_tcp_socket(port=8888),
            resources=kplus.ContainerResources(
                cpu=kplus.CpuResources(request=kplus.Cpu.millis(250), limit=kplus.Cpu.units(1)),
                memory=kplus.MemoryResources(request=Size.mebibytes(512), limit=Size.mebibytes(512)),
            ),
        )
    ],
    egress=sandbox.SandboxEgress.to([feature_store]),
)
pool = python.add_warm_pool("PythonPool", replicas=5)
pool.add_claim("Evaluation")

research.permissions.grant_claim(
    kplus.ServiceAccount.from_service_account_name(research, "Runner", "eval-runner", namespace_name="evals")
)
research.permissions.grant_view(kplus.Group.from_name(research, "Scientists", "scientists"))

app.synth()
