"""The chart whose tests are those of docs/testing.md and of test_agents.py."""
import cdk8s_plus_28 as kplus
from cdk8s import Chart
from cdk8s_agent_sandbox import AgentSandboxVersion, IsolatedRuntime, Sandbox, SandboxCluster, SandboxEgress
from constructs import Construct


class Agents(Chart):
    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id, namespace="agents")
        SandboxCluster.declare(self, version=AgentSandboxVersion.V1_0_5)
        self.dev = Sandbox(
            self,
            "Dev",
            runtime=IsolatedRuntime.from_runtime_class_name(self, "Gvisor", "gvisor"),
            containers=[kplus.ContainerProps(image="registry.example.com/devbox:2.4", port_number=3000)],
            egress=SandboxEgress.internet_only(ports=[kplus.NetworkPolicyPort.tcp(443)]),
        )
