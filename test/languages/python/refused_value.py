"""A pool of fewer than no sandboxes: the method refuses it at once."""
import cdk8s_plus_28 as kplus
from cdk8s import Chart
from cdk8s_agent_sandbox import AgentSandboxVersion, SandboxApp, SandboxCluster, SandboxTemplate

app = SandboxApp()
SandboxCluster.declare(app, version=AgentSandboxVersion.V1_0_5)
chart = Chart(app, "refused", namespace="research")

template = SandboxTemplate(
    chart, "Python", containers=[kplus.ContainerProps(image="registry.example.com/python-sandbox:3.14")]
)
template.add_warm_pool("Pool", replicas=-1)

app.synth()
