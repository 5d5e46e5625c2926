// What Argo CD makes of an Application and an AppProject, by the packages that its controller is made of: its sync
// engine with waves and health, its comparison, and the permissions of a project. A JSON request comes on the standard
// input, the answer goes to the output.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/argoproj/argo-cd/gitops-engine/pkg/diff"
	"github.com/argoproj/argo-cd/gitops-engine/pkg/sync"
	"github.com/argoproj/argo-cd/gitops-engine/pkg/sync/common"
	"github.com/argoproj/argo-cd/gitops-engine/pkg/utils/kube"
	"github.com/argoproj/argo-cd/gitops-engine/pkg/utils/tracing"
	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	argodiff "github.com/argoproj/argo-cd/v3/util/argo/diff"
	"github.com/argoproj/argo-cd/v3/util/argo/normalizers"
	"github.com/argoproj/argo-cd/v3/util/lua"
	"github.com/go-logr/logr"
	apierr "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
)

const manager = "argocd-controller"

type request struct {
	Kubeconfig  string                               `json:"kubeconfig"`
	Application v1alpha1.Application                 `json:"application"`
	Project     *v1alpha1.AppProject                 `json:"project"`
	Overrides   map[string]v1alpha1.ResourceOverride `json:"overrides"`
	// What the source has, and what it had before and has not any more.
	Objects []*unstructured.Unstructured `json:"objects"`
	Gone    []*unstructured.Unstructured `json:"gone"`
	Sync    bool                         `json:"sync"`
	// Asked of the project alone.
	Sources []v1alpha1.ApplicationSource `json:"sources"`
}

type result struct {
	Object  string `json:"object"`
	Status  string `json:"status"`
	Message string `json:"message"`
	Order   int    `json:"order"`
}

type difference struct {
	Object    string          `json:"object"`
	Live      json.RawMessage `json:"live"`
	Predicted json.RawMessage `json:"predicted"`
}

type answer struct {
	Phase       string       `json:"phase,omitempty"`
	Message     string       `json:"message,omitempty"`
	Waves       []int        `json:"waves,omitempty"`
	Results     []result     `json:"results,omitempty"`
	Differences []difference `json:"differences,omitempty"`
	Permitted   []bool       `json:"permitted,omitempty"`
}

func main() {
	var asked request
	if err := json.NewDecoder(os.Stdin).Decode(&asked); err != nil {
		fail(err)
	}
	found, err := of(asked)
	if err != nil {
		fail(err)
	}
	if err := json.NewEncoder(os.Stdout).Encode(found); err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func of(asked request) (*answer, error) {
	if asked.Sources != nil {
		found := &answer{}
		for _, each := range asked.Sources {
			found.Permitted = append(found.Permitted, asked.Project.IsSourcePermitted(each))
		}
		return found, nil
	}
	config, err := clientcmd.BuildConfigFromFlags("", asked.Kubeconfig)
	if err != nil {
		return nil, err
	}
	config.QPS, config.Burst = 500, 1000
	kubectl := &kube.KubectlCmd{
		Log: logr.Discard(), Tracer: tracing.NopTracer{}, OnKubectlRun: func(string) (kube.CleanupFunc, error) { return func() {}, nil },
	}
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Second)
	defer cancel()
	if asked.Sync {
		return synced(ctx, asked, config, kubectl)
	}
	return compared(ctx, asked, config, kubectl)
}

// The objects as they are; of those that are not there, nil.
func livesOf(ctx context.Context, config *rest.Config, kubectl kube.Kubectl, objects []*unstructured.Unstructured) ([]*unstructured.Unstructured, error) {
	lives := []*unstructured.Unstructured{}
	for _, each := range objects {
		live, err := kubectl.GetResource(ctx, config, each.GroupVersionKind(), each.GetName(), each.GetNamespace())
		if err != nil && !apierr.IsNotFound(err) {
			return nil, err
		}
		if err != nil {
			live = nil
		}
		lives = append(lives, live)
	}
	return lives, nil
}

func configOf(asked request, config *rest.Config, kubectl *kube.KubectlCmd) (argodiff.DiffConfig, func(), error) {
	resources, cleanup, err := kubectl.ManageServerSideDiffDryRuns(config)
	if err != nil {
		return nil, nil, err
	}
	_, parser, err := kubectl.LoadOpenAPISchema(config)
	if err != nil {
		return nil, nil, err
	}
	built, err := argodiff.NewDiffConfigBuilder().
		WithDiffSettings(asked.Application.Spec.IgnoreDifferences, asked.Overrides, false, normalizers.IgnoreNormalizerOpts{}).
		WithTracking("app.kubernetes.io/instance", "annotation").
		WithNoCache().
		WithLogger(logr.Discard()).
		WithGVKParser(parser).
		WithManager(manager).
		WithServerSideDiff(asked.Application.Annotations["argocd.argoproj.io/compare-options"] == "ServerSideDiff=true").
		WithServerSideDryRunner(diff.NewK8sServerSideDryRunner(resources)).
		WithIgnoreMutationWebhook(true).
		Build()
	return built, cleanup, err
}

func compared(ctx context.Context, asked request, config *rest.Config, kubectl *kube.KubectlCmd) (*answer, error) {
	diffs, cleanup, err := configOf(asked, config, kubectl)
	if err != nil {
		return nil, err
	}
	defer cleanup()
	lives, err := livesOf(ctx, config, kubectl, asked.Objects)
	if err != nil {
		return nil, err
	}
	results, err := argodiff.StateDiffs(lives, asked.Objects, diffs)
	if err != nil {
		return nil, err
	}
	found := &answer{}
	for index, each := range results.Diffs {
		if each.Modified {
			found.Differences = append(found.Differences, difference{nameOf(asked.Objects[index]), each.NormalizedLive, each.PredictedLive})
		}
	}
	return found, nil
}

func nameOf(object *unstructured.Unstructured) string {
	return strings.Join([]string{object.GetKind(), object.GetNamespace(), object.GetName()}, "/")
}

// A sync as the controller does it: it looks at the cluster, does a step, and comes again.
func synced(ctx context.Context, asked request, config *rest.Config, kubectl *kube.KubectlCmd) (*answer, error) {
	application := asked.Application
	options := application.Spec.SyncPolicy.SyncOptions
	prune := application.Spec.SyncPolicy.Automated != nil && application.Spec.SyncPolicy.Automated.GetPrune()
	found := &answer{}
	phase, message, results, began := common.OperationRunning, "", []common.ResourceSyncResult{}, metav1.Now()
	for {
		lives, err := livesOf(ctx, config, kubectl, append(append([]*unstructured.Unstructured{}, asked.Objects...), asked.Gone...))
		if ctx.Err() != nil {
			break
		}
		if err != nil {
			return nil, err
		}
		targets := append(append([]*unstructured.Unstructured{}, asked.Objects...), make([]*unstructured.Unstructured, len(asked.Gone))...)
		reconciled := sync.ReconciliationResult{}
		for index := range targets {
			// What is neither in the source nor in the cluster is nothing.
			if targets[index] != nil || lives[index] != nil {
				reconciled.Target, reconciled.Live = append(reconciled.Target, targets[index]), append(reconciled.Live, lives[index])
			}
		}
		syncing, cleanup, err := sync.NewSyncContext("main", reconciled, config, config, kubectl, application.Spec.Destination.Namespace,
			sync.WithLogr(logr.Discard()),
			sync.WithHealthOverride(lua.ResourceHealthOverrides(asked.Overrides)),
			sync.WithPermissionValidator(permissionsOf(asked.Project)),
			sync.WithInitialState(phase, message, results, began),
			sync.WithPrune(prune),
			sync.WithPruneLast(options.HasOption("PruneLast=true")),
			sync.WithServerSideApply(options.HasOption("ServerSideApply=true")),
			sync.WithServerSideApplyManager(manager),
			sync.WithSyncWaveHook(func(_ common.SyncPhase, wave int, _ bool) error {
				found.Waves = append(found.Waves, wave)
				return nil
			}),
		)
		if err != nil {
			return nil, err
		}
		syncing.Sync()
		phase, message, results = syncing.GetState()
		cleanup()
		if phase.Completed() || ctx.Err() != nil {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	found.Phase, found.Message = string(phase), message
	for _, each := range results {
		found.Results = append(found.Results, result{
			strings.Join([]string{each.ResourceKey.Kind, each.ResourceKey.Namespace, each.ResourceKey.Name}, "/"),
			string(each.Status), each.Message, each.Order,
		})
	}
	return found, nil
}

// What the controller asks of a project for each object.
func permissionsOf(project *v1alpha1.AppProject) common.PermissionValidator {
	return func(object *unstructured.Unstructured, resource *metav1.APIResource) error {
		if project == nil {
			return nil
		}
		kind := object.GroupVersionKind().GroupKind()
		if !project.IsGroupKindNamePermitted(kind, object.GetName(), resource.Namespaced) {
			return fmt.Errorf("resource %s:%s is not permitted in project %s", kind.Group, kind.Kind, project.Name)
		}
		if !resource.Namespaced {
			return nil
		}
		cluster := &v1alpha1.Cluster{Server: v1alpha1.KubernetesInternalAPIServerAddr, Name: "in-cluster"}
		none := func(string) ([]*v1alpha1.Cluster, error) { return nil, nil }
		permitted, err := project.IsDestinationPermitted(cluster, object.GetNamespace(), none)
		if err == nil && !permitted {
			err = fmt.Errorf("namespace %v is not permitted in project '%s'", object.GetNamespace(), project.Name)
		}
		return err
	}
}
