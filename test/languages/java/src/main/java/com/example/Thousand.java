package com.example;

import io.github.cdk8sagentsandbox.*;
import java.util.List;
import java.util.Map;
import org.cdk8s.Chart;
import org.cdk8s.ChartProps;
import org.cdk8s.Size;
import org.cdk8s.plus28.ContainerProps;
import org.cdk8s.plus28.PodSecurityContextProps;

/** 1,000 sandboxes, each with a workspace and a policy of its own. */
public final class Thousand {
    public static void main(String[] args) {
        SandboxApp app = new SandboxApp();
        SandboxCluster.declare(app, SandboxClusterProps.builder().version(AgentSandboxVersion.V1_0_5).build());
        Chart chart = new Chart(app, "fleet", ChartProps.builder().namespace("devboxes").build());
        IIsolatedRuntime gvisor = IsolatedRuntime.fromRuntimeClassName(chart, "Gvisor", "gvisor");

        for (int user = 0; user < 1000; user++) {
            Sandbox sandbox = Sandbox.Builder.create(chart, "user-" + user)
                    .runtime(gvisor)
                    .podLabels(Map.of("devbox.example.com/user", "user-" + user))
                    .containers(List.of(ContainerProps.builder()
                            .name("devbox")
                            .image("registry.example.com/devbox:2026.10")
                            .portNumber(3000)
                            .build()))
                    .securityContext(PodSecurityContextProps.builder().fsGroup(1000).build())
                    .egress(SandboxEgress.internetOnly())
                    .build();
            sandbox.addWorkspace("Home", "/home/dev",
                    WorkspaceOptions.builder().size(Size.gibibytes(10 + user % 5)).build());
        }

        app.synth();
    }
}
