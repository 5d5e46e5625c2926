package com.example;

import io.github.cdk8sagentsandbox.*;
import java.util.List;
import java.util.Map;
import org.cdk8s.Chart;
import org.cdk8s.Size;
import org.cdk8s.plus28.ContainerProps;
import org.cdk8s.plus28.ContainerResources;
import org.cdk8s.plus28.Cpu;
import org.cdk8s.plus28.CpuResources;
import org.cdk8s.plus28.FromServiceAccountNameOptions;
import org.cdk8s.plus28.Group;
import org.cdk8s.plus28.MemoryResources;
import org.cdk8s.plus28.NetworkPolicyPort;
import org.cdk8s.plus28.Probe;
import org.cdk8s.plus28.ServiceAccount;
import org.cdk8s.plus28.TcpSocketProbeOptions;

/** A tenant with a template, a pool, a claim and egress to one service. */
public final class Tenant {
    public static void main(String[] args) {
        SandboxApp app = new SandboxApp();
        Chart platform = new Chart(app, "platform");
        AgentSandbox.Builder.create(platform, "AgentSandbox")
                .version(AgentSandboxVersion.V1_0_5)
                .replicas(2)
                .build();
        IsolatedRuntime gvisor = IsolatedRuntime.gvisor(platform, "Gvisor", IsolatedRuntimeOptions.builder()
                .nodeSelector(Map.of("sandboxes.example.com/runtime", "gvisor"))
                .build());

        SandboxTenant research = SandboxTenant.Builder.create(app, "research")
                .runtimes(List.of(gvisor))
                .registries(List.of("registry.example.com/sandboxes"))
                .maxContainerCpu(Cpu.units(4))
                .maxContainerMemory(Size.gibibytes(16))
                .quota(TenantQuota.computed(ComputedQuotaOptions.builder().claims(20).build()))
                .build();
        EgressDestination featureStore = EgressDestination.pods(PodsDestinationOptions.builder()
                .podLabels(Map.of("app", "feature-store"))
                .namespaces(List.of("data"))
                .ports(List.of(NetworkPolicyPort.tcp(8443)))
                .build());

        SandboxTemplate python = SandboxTemplate.Builder.create(research, "Python")
                .runtime(gvisor)
                .containers(List.of(ContainerProps.builder()
                        .name("python")
                        .image("registry.example.com/sandboxes/python:3.14")
                        .portNumber(8888)
                        .readiness(Probe.fromTcpSocket(TcpSocketProbeOptions.builder().port(8888).build()))
                        .resources(ContainerResources.builder()
                                .cpu(CpuResources.builder().request(Cpu.millis(250)).limit(Cpu.units(1)).build())
                                .memory(MemoryResources.builder()
                                        .request(Size.mebibytes(512))
                                        .limit(Size.mebibytes(512))
                                        .build())
                                .build())
                        .build()))
                .egress(SandboxEgress.to(List.of(featureStore)))
                .build();
        WarmPool pool = python.addWarmPool("PythonPool", WarmPoolOptions.builder().replicas(5).build());
        pool.addClaim("Evaluation");

        research.getPermissions().grantClaim(ServiceAccount.fromServiceAccountName(research, "Runner", "eval-runner",
                FromServiceAccountNameOptions.builder().namespaceName("evals").build()));
        research.getPermissions().grantView(Group.fromName(research, "Scientists", "scientists"));

        app.synth();
    }
}
