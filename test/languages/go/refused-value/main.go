// A pool of fewer than no sandboxes: the method refuses it at once.
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
	sandbox.SandboxCluster_Declare(app, &sandbox.SandboxClusterProps{Version: sandbox.AgentSandboxVersion_V1_0_5()})
	chart := cdk8s.NewChart(app, jsii.String("refused"), &cdk8s.ChartProps{Namespace: jsii.String("research")})

	template := sandbox.NewSandboxTemplate(chart, jsii.String("Python"), &sandbox.SandboxTemplateProps{
		Containers: &[]*kplus.ContainerProps{{Image: jsii.String("registry.example.com/python-sandbox:3.14")}},
	})
	template.AddWarmPool(jsii.String("Pool"), &sandbox.WarmPoolOptions{Replicas: jsii.Number(-1)})

	app.Synth()
}
