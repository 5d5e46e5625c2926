// What GitOps tools make of objects, by the libraries that they are built of: health by the Lua of Argo CD and by the
// CEL of Flux, and the apply engine of Flux. A JSON request comes on the standard input, the answer goes to the output.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/fluxcd/cli-utils/pkg/kstatus/polling"
	"github.com/fluxcd/pkg/apis/kustomize"
	"github.com/fluxcd/pkg/runtime/cel"
	"github.com/fluxcd/pkg/ssa"
	"github.com/fluxcd/pkg/ssa/jsondiff"
	"github.com/fluxcd/pkg/ssa/normalize"
	lua "github.com/yuin/gopher-lua"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/client/apiutil"
)

type request struct {
	// Judge the health of objects by a script or by expressions; or apply or diff them with Flux.
	Health []healthCase `json:"health"`
	Flux   *fluxRun     `json:"flux"`
}

type healthCase struct {
	Lua    string                            `json:"lua"`
	Cel    *kustomize.HealthCheckExpressions `json:"cel"`
	Object json.RawMessage                   `json:"object"`
}

type verdict struct {
	Status  string `json:"status,omitempty"`
	Message string `json:"message,omitempty"`
	Error   string `json:"error,omitempty"`
}

type fluxRun struct {
	Kubeconfig string                `json:"kubeconfig"`
	Apply      bool                  `json:"apply"`
	Ignore     []jsondiff.IgnoreRule `json:"ignore"`
	Objects    []json.RawMessage     `json:"objects"`
}

type change struct {
	Subject string `json:"subject"`
	Action  string `json:"action"`
}

func main() {
	var asked request
	if err := json.NewDecoder(os.Stdin).Decode(&asked); err != nil {
		fail(err)
	}
	var answer any
	if asked.Flux != nil {
		changes, err := flux(*asked.Flux)
		if err != nil {
			fail(err)
		}
		answer = changes
	} else {
		verdicts := []verdict{}
		for _, each := range asked.Health {
			verdicts = append(verdicts, judge(each))
		}
		answer = verdicts
	}
	if err := json.NewEncoder(os.Stdout).Encode(answer); err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func judge(given healthCase) verdict {
	object, err := read(given.Object)
	if err != nil {
		return verdict{Error: err.Error()}
	}
	if given.Cel == nil {
		return byLua(given.Lua, object)
	}
	evaluator, err := cel.NewStatusEvaluator(given.Cel)
	if err != nil {
		return verdict{Error: err.Error()}
	}
	result, err := evaluator.Evaluate(context.Background(), object)
	if err != nil {
		return verdict{Error: err.Error()}
	}
	return verdict{Status: result.Status.String()}
}

func read(text json.RawMessage) (*unstructured.Unstructured, error) {
	object := &unstructured.Unstructured{}
	return object, object.UnmarshalJSON(text)
}

// A script sees `obj`, and of the libraries the base and the tables: Argo CD opens no more by default.
func byLua(script string, object *unstructured.Unstructured) verdict {
	state := lua.NewState(lua.Options{SkipOpenLibs: true})
	defer state.Close()
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	state.SetContext(ctx)
	for name, open := range map[string]lua.LGFunction{lua.BaseLibName: lua.OpenBase, lua.TabLibName: lua.OpenTable} {
		state.Push(state.NewFunction(open))
		state.Push(lua.LString(name))
		state.Call(1, 0)
	}
	state.SetGlobal("obj", valueOf(state, object.Object))
	if err := state.DoString(script); err != nil {
		return verdict{Error: err.Error()}
	}
	table, isTable := state.Get(-1).(*lua.LTable)
	if !isTable {
		return verdict{Error: "the script returns no table"}
	}
	var found verdict
	if status, isText := table.RawGetString("status").(lua.LString); isText {
		found.Status = string(status)
	}
	if message, isText := table.RawGetString("message").(lua.LString); isText {
		found.Message = string(message)
	}
	return found
}

func valueOf(state *lua.LState, value any) lua.LValue {
	switch given := value.(type) {
	case bool:
		return lua.LBool(given)
	case string:
		return lua.LString(given)
	case int64:
		return lua.LNumber(given)
	case float64:
		return lua.LNumber(given)
	case []any:
		table := state.NewTable()
		for _, item := range given {
			table.Append(valueOf(state, item))
		}
		return table
	case map[string]any:
		table := state.NewTable()
		for key, item := range given {
			table.RawSetString(key, valueOf(state, item))
		}
		return table
	default:
		return lua.LNil
	}
}

func flux(run fluxRun) ([]change, error) {
	config, err := clientcmd.BuildConfigFromFlags("", run.Kubeconfig)
	if err != nil {
		return nil, err
	}
	config.QPS, config.Burst = 500, 1000
	manager, err := managerOf(config)
	if err != nil {
		return nil, err
	}
	objects := []*unstructured.Unstructured{}
	for _, text := range run.Objects {
		object, err := read(text)
		if err != nil {
			return nil, err
		}
		objects = append(objects, object)
	}
	// The controller does this before it applies and before it compares.
	if err := normalize.UnstructuredList(objects); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Second)
	defer cancel()
	if run.Apply {
		options := ssa.DefaultApplyOptions()
		options.WaitInterval = 200 * time.Millisecond
		options.DriftIgnoreRules = run.Ignore
		set, err := manager.ApplyAllStaged(ctx, objects, options)
		if err != nil {
			return nil, err
		}
		changes := []change{}
		for _, entry := range set.Entries {
			changes = append(changes, change{entry.Subject, entry.Action.String()})
		}
		return changes, nil
	}
	options := ssa.DefaultDiffOptions()
	options.DriftIgnoreRules = run.Ignore
	changes := []change{}
	for _, object := range objects {
		entry, _, _, err := manager.Diff(ctx, object, options)
		if err != nil {
			return nil, err
		}
		changes = append(changes, change{entry.Subject, entry.Action.String()})
	}
	return changes, nil
}

func managerOf(config *rest.Config) (*ssa.ResourceManager, error) {
	connection, err := rest.HTTPClientFor(config)
	if err != nil {
		return nil, err
	}
	mapper, err := apiutil.NewDynamicRESTMapper(config, connection)
	if err != nil {
		return nil, err
	}
	cluster, err := client.New(config, client.Options{Mapper: mapper})
	if err != nil {
		return nil, err
	}
	poller := polling.NewStatusPoller(cluster, mapper, polling.Options{})
	// As kustomize-controller names itself.
	owner := ssa.Owner{Field: "kustomize-controller", Group: "kustomize.toolkit.fluxcd.io"}
	return ssa.NewResourceManager(cluster, poller, owner), nil
}
