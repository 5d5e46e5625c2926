package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cdk8sagentsandbox.*;
import java.util.List;
import java.util.Map;
import org.cdk8s.Chart;
import org.cdk8s.ChartProps;
import org.cdk8s.Testing;
import org.cdk8s.plus28.ContainerProps;
import org.cdk8s.plus28.NetworkPolicyPort;
import org.junit.jupiter.api.Test;

/** Manifests and Match in JUnit: what holds, and the text of what does not. */
final class AgentsTest {
    private final Chart chart = new Chart(Testing.app(), "agents", ChartProps.builder().namespace("agents").build());
    private final Sandbox dev;
    private final Manifests manifests;

    AgentsTest() {
        SandboxCluster.declare(chart, SandboxClusterProps.builder().version(AgentSandboxVersion.V1_0_5).build());
        dev = Sandbox.Builder.create(chart, "Dev")
                .runtime(IsolatedRuntime.fromRuntimeClassName(chart, "Gvisor", "gvisor"))
                .containers(List.of(ContainerProps.builder()
                        .image("registry.example.com/devbox:2.4")
                        .portNumber(3000)
                        .build()))
                .egress(SandboxEgress.internetOnly(InternetOnlyOptions.builder()
                        .ports(List.of(NetworkPolicyPort.tcp(443)))
                        .build()))
                .build();
        manifests = Manifests.fromChart(chart);
    }

    private static Map<String, Object> pod(Map<String, Object> spec) {
        return Map.of("spec", Map.of("podTemplate", Map.of("spec", spec)));
    }

    @Test
    void objects() {
        manifests.hasObject("Sandbox", pod(Map.of("runtimeClassName", "gvisor", "nodeName", Match.absent())));
        manifests.allObjectsHave("Sandbox",
                pod(Map.of("containers", List.of(Map.of("image", Match.stringPattern("^registry"))))));
        manifests.hasObjectCount("NetworkPolicy", 1);
        manifests.hasNoFindings();
        assertEquals(1, manifests.objectsOf("Sandbox").size());
    }

    @Test
    void network() {
        manifests.mayReach(dev, NetworkTarget.domain("pypi.org"), NetworkPolicyPort.tcp(443));
        manifests.mayNotReach(dev, NetworkTarget.address("169.254.169.254"), NetworkPolicyPort.tcp(80));
    }

    @Test
    void aFailureNamesTheClosestObjectAndItsDifference() {
        RuntimeException failed = assertThrows(RuntimeException.class,
                () -> manifests.hasObject("Sandbox", pod(Map.of("runtimeClassName", "kata"))));
        assertTrue(failed.getMessage().contains(
                "no Sandbox matches; the closest of 1 is Sandbox agents/dev (agents/Dev):\n"
                        + "  spec.podTemplate.spec.runtimeClassName: expected \"kata\", found \"gvisor\""),
                failed.getMessage());
    }

    @Test
    void manifestsOfText() {
        Manifests ofText = Manifests.fromYaml("{apiVersion: agents.x-k8s.io/v1beta1, kind: Sandbox, metadata: {name: dev}, "
                + "spec: {replica: 1}}");
        ofText.hasFinding("ASB101", Map.of("object", "Sandbox dev"));
        RuntimeException failed = assertThrows(RuntimeException.class, ofText::hasNoFindings);
        assertTrue(failed.getMessage().contains("there is no field 'replica'"), failed.getMessage());
    }
}
