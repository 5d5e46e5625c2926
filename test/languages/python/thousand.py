"""1,000 sandboxes, each with a workspace and a policy of its own."""
import cdk8s_plus_28 as kplus
from cdk8s import Chart, Size
from cdk8s_agent_sandbox import (
    AgentSandboxVersion,
    IsolatedRuntime,
    Sandbox,
    SandboxApp,
    SandboxCluster,
    SandboxEgress,
)

app = SandboxApp()
SandboxCluster.declare(app, version=AgentSandboxVersion.V1_0_5)
chart = Chart(app, "fleet", namespace="devboxes")
gvisor = IsolatedRuntime.from_runtime_class_name(chart, "Gvisor", "gvisor")

for user in range(1000):
    sandbox = Sandbox(
        chart,
        f"user-{user}",
        runtime=gvisor,
        pod_labels={"devbox.example.com/user": f"user-{user}"},
        containers=[
            kplus.ContainerProps(name="devbox", image="registry.example.com/devbox:2026.10", port_number=3000)
        ],
        security_context=kplus.PodSecurityContextProps(fs_group=1000),
        egress=SandboxEgress.internet_only(),
    )
    sandbox.add_workspace("Home", "/home/dev", size=Size.gibibytes(10 + user % 5))

app.synth()
