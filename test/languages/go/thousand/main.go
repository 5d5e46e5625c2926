// 1,000 sandboxes, each with a workspace and a policy of its own.
package main

import (
	"fmt"

	"github.com/aws/jsii-runtime-go"
	sandbox "github.com/cdk8s-agent-sandbox/cdk8s-agent-sandbox-go/cdk8sagentsandbox"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"
	kplus "github.com/cdk8s-team/cdk8s-plus-go/cdk8splus28/v2"
)

func main() {
	defer jsii.Close()

	app := sandbox.NewSandboxApp(nil)
	sandbox.SandboxCluster_Declare(app, &sandbox.SandboxClusterProps{Version: sandbox.AgentSandboxVersion_V1_0_5()})
	chart := cdk8s.NewChart(app, jsii.String("fleet"), &cdk8s.ChartProps{Namespace: jsii.String("devboxes")})
	gvisor := sandbox.IsolatedRuntime_FromRuntimeClassName(chart, jsii.String("Gvisor"), jsii.String("gvisor"))

	for user := range 1000 {
		name := fmt.Sprintf("user-%d", user)
		devbox := sandbox.NewSandbox(chart, &name, &sandbox.SandboxProps{
			Runtime:   gvisor,
			PodLabels: &map[string]*string{"devbox.example.com/user": &name},
			Containers: &[]*kplus.ContainerProps{{
				Name:       jsii.String("devbox"),
				Image:      jsii.String("registry.example.com/devbox:2026.10"),
				PortNumber: jsii.Number(3000),
			}},
			SecurityContext: &kplus.PodSecurityContextProps{FsGroup: jsii.Number(1000)},
			Egress:          sandbox.SandboxEgress_InternetOnly(nil),
		})
		devbox.AddWorkspace(jsii.String("Home"), jsii.String("/home/dev"), &sandbox.WorkspaceOptions{
			Size: cdk8s.Size_Gibibytes(jsii.Number(10 + user%5)),
		})
	}

	app.Synth()
}
