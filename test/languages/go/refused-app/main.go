// A port that does not exist: synth refuses it and writes no file, also not of the chart that is fine.
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

	for _, port := range []int{3000, 70000} {
		namespace := fmt.Sprintf("team-%d", port)
		chart := cdk8s.NewChart(app, jsii.Sprintf("port-%d", port), &cdk8s.ChartProps{Namespace: &namespace})
		sandbox.NewSandbox(chart, jsii.String("Dev"), &sandbox.SandboxProps{
			Containers: &[]*kplus.ContainerProps{{
				Image:      jsii.String("registry.example.com/devbox:2.4"),
				PortNumber: jsii.Number(port),
			}},
			Egress: sandbox.SandboxEgress_InternetOnly(nil),
		})
	}

	app.Synth()
}
