package com.example;

import io.github.cdk8sagentsandbox.*;
import java.util.List;
import org.cdk8s.Chart;
import org.cdk8s.ChartProps;
import org.cdk8s.plus28.ContainerProps;

/** A port that does not exist: synth refuses it and writes no file, also not of the chart that is fine. */
public final class RefusedApp {
    public static void main(String[] args) {
        SandboxApp app = new SandboxApp();
        SandboxCluster.declare(app, SandboxClusterProps.builder().version(AgentSandboxVersion.V1_0_5).build());

        for (int port : List.of(3000, 70000)) {
            Chart chart = new Chart(app, "port-" + port, ChartProps.builder().namespace("team-" + port).build());
            Sandbox.Builder.create(chart, "Dev")
                    .containers(List.of(ContainerProps.builder()
                            .image("registry.example.com/devbox:2.4")
                            .portNumber(port)
                            .build()))
                    .egress(SandboxEgress.internetOnly())
                    .build();
        }

        app.synth();
    }
}
