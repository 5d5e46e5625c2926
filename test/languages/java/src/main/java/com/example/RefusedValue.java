package com.example;

import io.github.cdk8sagentsandbox.*;
import java.util.List;
import org.cdk8s.Chart;
import org.cdk8s.ChartProps;
import org.cdk8s.plus28.ContainerProps;

/** A pool of fewer than no sandboxes: the method refuses it at once. */
public final class RefusedValue {
    public static void main(String[] args) {
        SandboxApp app = new SandboxApp();
        SandboxCluster.declare(app, SandboxClusterProps.builder().version(AgentSandboxVersion.V1_0_5).build());
        Chart chart = new Chart(app, "refused", ChartProps.builder().namespace("research").build());

        SandboxTemplate template = SandboxTemplate.Builder.create(chart, "Python")
                .containers(List.of(
                        ContainerProps.builder().image("registry.example.com/python-sandbox:3.14").build()))
                .build();
        template.addWarmPool("Pool", WarmPoolOptions.builder().replicas(-1).build());

        app.synth();
    }
}
