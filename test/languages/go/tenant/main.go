// A tenant with a template, a pool, a claim and egress to one service.
package main

import (
	"github.com/aws/jsii-runtime-go"
	sandbox "github.com/cdk8s-agent-sandbox/cdk8s-agent-sandbox-go/cdk8sagentsandbox"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"
	kplus "github.com/cdk8s-team/cdk8s-plus-go/cdk8splus28/v2"
)

func main() {
	defer jsii.Close()

	app := sandbox.NewSandboxApp(nil)
	platform := cdk8s.NewChart(app, jsii.String("platform"), nil)
	sandbox.NewAgentSandbox(platform, jsii.String("AgentSandbox"), &sandbox.AgentSandboxProps{
		Version:  sandbox.AgentSandboxVersion_V1_0_5(),
		Replicas: jsii.Number(2),
	})
	gvisor := sandbox.IsolatedRuntime_Gvisor(platform, jsii.String("Gvisor"), &sandbox.IsolatedRuntimeOptions{
		NodeSelector: &map[string]*string{"sandboxes.example.com/runtime": jsii.String("gvisor")},
	})

	research := sandbox.NewSandboxTenant(app, jsii.String("research"), &sandbox.SandboxTenantProps{
		Runtimes:           &[]sandbox.IIsolatedRuntime{gvisor},
		Registries:         jsii.Strings("registry.example.com/sandboxes"),
		MaxContainerCpu:    kplus.Cpu_Units(jsii.Number(4)),
		MaxContainerMemory: cdk8s.Size_Gibibytes(jsii.Number(16)),
		Quota:              sandbox.TenantQuota_Computed(&sandbox.ComputedQuotaOptions{Claims: jsii.Number(20)}),
	})
	featureStore := sandbox.EgressDestination_Pods(&sandbox.PodsDestinationOptions{
		PodLabels:  &map[string]*string{"app": jsii.String("feature-store")},
		Namespaces: jsii.Strings("data"),
		Ports:      &[]kplus.NetworkPolicyPort{kplus.NetworkPolicyPort_Tcp(jsii.Number(8443))},
	})

	python := sandbox.NewSandboxTemplate(research, jsii.String("Python"), &sandbox.SandboxTemplateProps{
		Runtime: gvisor,
		Containers: &[]*kplus.ContainerProps{{
			Name:       jsii.String("python"),
			Image:      jsii.String("registry.example.com/sandboxes/python:3.14"),
			PortNumber: jsii.Number(8888),
			Readiness:  kplus.Probe_FromTcpSocket(&kplus.TcpSocketProbeOptions{Port: jsii.Number(8888)}),
			Resources: &kplus.ContainerResources{
				Cpu: &kplus.CpuResources{
					Request: kplus.Cpu_Millis(jsii.Number(250)),
					Limit:   kplus.Cpu_Units(jsii.Number(1)),
				},
				Memory: &kplus.MemoryResources{
					Request: cdk8s.Size_Mebibytes(jsii.Number(512)),
					Limit:   cdk8s.Size_Mebibytes(jsii.Number(512)),
				},
			},
		}},
		Egress: sandbox.SandboxEgress_To(&[]sandbox.EgressDestination{featureStore}, nil),
	})
	pool := python.AddWarmPool(jsii.String("PythonPool"), &sandbox.WarmPoolOptions{Replicas: jsii.Number(5)})
	pool.AddClaim(jsii.String("Evaluation"), nil)

	runner := kplus.ServiceAccount_FromServiceAccountName(research, jsii.String("Runner"), jsii.String("eval-runner"),
		&kplus.FromServiceAccountNameOptions{NamespaceName: jsii.String("evals")})
	research.Permissions().GrantClaim(runner)
	research.Permissions().GrantView(kplus.Group_FromName(research, jsii.String("Scientists"), jsii.String("scientists")))

	app.Synth()
}
