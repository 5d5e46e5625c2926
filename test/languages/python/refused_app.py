"""A port that does not exist: synth refuses it and writes no file, also not of the chart that is fine."""
import cdk8s_plus_28 as kplus
from cdk8s import Chart
from cdk8s_agent_sandbox import AgentSandboxVersion, Sandbox, SandboxApp, SandboxCluster, SandboxEgress

app = SandboxApp()
SandboxCluster.declare(app, version=AgentSandboxVersion.V1_0_5)

for port in (3000, 70000):
    chart = Chart(app, f"port-{port}", namespace=f"team-{port}")
    Sandbox(
        chart,
        "Dev",
        containers=[kplus.ContainerProps(image="registry.example.com/devbox:2.4", port_number=port)],
        egress=SandboxEgress.internet_only(),
    )

app.synth()
