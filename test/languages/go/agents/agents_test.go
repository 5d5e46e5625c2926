// Package agents tests Manifests and Match in Go: what holds, and the text of what does not.
package agents

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	sandbox "github.com/cdk8s-agent-sandbox/cdk8s-agent-sandbox-go/cdk8sagentsandbox"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"
	kplus "github.com/cdk8s-team/cdk8s-plus-go/cdk8splus28/v2"
)

func TestMain(m *testing.M) {
	status := m.Run()
	jsii.Close()
	os.Exit(status)
}

func agents() (sandbox.Sandbox, sandbox.Manifests) {
	chart := cdk8s.NewChart(cdk8s.Testing_App(nil), jsii.String("agents"), &cdk8s.ChartProps{Namespace: jsii.String("agents")})
	sandbox.SandboxCluster_Declare(chart, &sandbox.SandboxClusterProps{Version: sandbox.AgentSandboxVersion_V1_0_5()})
	dev := sandbox.NewSandbox(chart, jsii.String("Dev"), &sandbox.SandboxProps{
		Runtime: sandbox.IsolatedRuntime_FromRuntimeClassName(chart, jsii.String("Gvisor"), jsii.String("gvisor")),
		Containers: &[]*kplus.ContainerProps{{
			Image: jsii.String("registry.example.com/devbox:2.4"), PortNumber: jsii.Number(3000),
		}},
		Egress: sandbox.SandboxEgress_InternetOnly(nil),
	})
	return dev, sandbox.Manifests_FromChart(chart)
}

func pod(spec map[string]any) map[string]any {
	return map[string]any{"spec": map[string]any{"podTemplate": map[string]any{"spec": spec}}}
}

func TestObjectsAndNetwork(t *testing.T) {
	dev, manifests := agents()
	manifests.HasObject(jsii.String("Sandbox"), pod(map[string]any{"runtimeClassName": "gvisor", "nodeName": sandbox.Match_Absent()}))
	manifests.HasNoFindings()
	target := sandbox.NetworkTarget_Address(jsii.String("169.254.169.254"))
	manifests.MayNotReach(dev, target, kplus.NetworkPolicyPort_Tcp(jsii.Number(80)))
}

func TestAFailureNamesTheClosestObjectAndItsDifference(t *testing.T) {
	_, manifests := agents()
	defer func() {
		text := fmt.Sprint(recover())
		for _, part := range []string{
			"no Sandbox matches; the closest of 1 is Sandbox agents/dev (agents/Dev):",
			`spec.podTemplate.spec.runtimeClassName: expected "kata", found "gvisor"`,
		} {
			if !strings.Contains(text, part) {
				t.Errorf("%s is not in: %s", part, text)
			}
		}
	}()
	manifests.HasObject(jsii.String("Sandbox"), pod(map[string]any{"runtimeClassName": "kata"}))
}
