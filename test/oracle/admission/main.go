// The API server's own admission as a judge of policies: its type checker, and its evaluation with its budget.
//
// Reads JSON lines. The first is {"schemas"}: OpenAPI schemas by "group/version, Kind", with the resource of each. Every other is
// {"policy", "requests"}, where a request is {"object", "old", "params"}; one line is printed for it: {"warnings", "decisions"}, where a
// decision has the messages that refuse the object, what failed to be evaluated, and the cost of the validations.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"

	admissionregistration "k8s.io/api/admissionregistration/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	utiljson "k8s.io/apimachinery/pkg/util/json"
	"k8s.io/apimachinery/pkg/util/version"
	"k8s.io/apiserver/pkg/admission"
	"k8s.io/apiserver/pkg/admission/plugin/cel"
	"k8s.io/apiserver/pkg/admission/plugin/policy/validating"
	"k8s.io/apiserver/pkg/admission/plugin/webhook/matchconditions"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/apiserver/pkg/authorization/authorizer"
	"k8s.io/apiserver/pkg/cel/environment"
	"k8s.io/apiserver/pkg/cel/openapi/resolver"
	"k8s.io/kube-openapi/pkg/validation/spec"
)

type kind struct {
	Group    string          `json:"group"`
	Version  string          `json:"version"`
	Kind     string          `json:"kind"`
	Resource string          `json:"resource"`
	Schema   json.RawMessage `json:"schema"`
}

type question struct {
	Kinds    []kind                                           `json:"kinds"`
	Policy   *admissionregistration.ValidatingAdmissionPolicy `json:"policy"`
	Requests []request                                        `json:"requests"`
}

type request struct {
	Object json.RawMessage `json:"object"`
	Old    json.RawMessage `json:"old"`
	// The object with the parameters of a policy that has a paramKind.
	Params json.RawMessage `json:"params"`
	// Name of the user, their groups, and whether they may create network policies.
	User      string   `json:"user"`
	Groups    []string `json:"groups"`
	MayCreate bool     `json:"mayCreatePolicies"`
}

type decision struct {
	Matched bool     `json:"matched"`
	Refused []string `json:"refused"`
	Errors  []string `json:"errors"`
	// What the validations and their messages cost, with the variables that they read; more than the budget where that is
	// spent.
	Cost int64 `json:"cost"`
}

type answer struct {
	Warnings  []string   `json:"warnings"`
	Decisions []decision `json:"decisions"`
}

// The schemas of kinds, as the API server publishes them.
type schemas map[schema.GroupVersionKind]*spec.Schema

func (s schemas) ResolveSchema(gvk schema.GroupVersionKind) (*spec.Schema, error) {
	if found, ok := s[gvk]; ok {
		return found, nil
	}
	return nil, resolver.ErrSchemaNotFound
}

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriterSize(os.Stdout, 1<<20)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	known := schemas{}
	mapper := meta.NewDefaultRESTMapper(nil)
	for {
		text, err := in.ReadBytes('\n')
		if len(bytes.TrimSpace(text)) > 0 {
			var q question
			must(json.Unmarshal(text, &q))
			for _, k := range q.Kinds {
				gv := schema.GroupVersion{Group: k.Group, Version: k.Version}
				var s spec.Schema
				must(json.Unmarshal(k.Schema, &s))
				known[gv.WithKind(k.Kind)] = &s
				mapper.AddSpecific(gv.WithKind(k.Kind), gv.WithResource(k.Resource), gv.WithResource(k.Resource), meta.RESTScopeNamespace)
			}
			if q.Policy != nil {
				checker := &validating.TypeChecker{SchemaResolver: known, RestMapper: mapper}
				result := answer{Warnings: []string{}, Decisions: []decision{}}
				for _, warning := range checker.Check(q.Policy) {
					result.Warnings = append(result.Warnings, fmt.Sprintf("%s: %s", warning.FieldRef, warning.Warning))
				}
				judge := compile(q.Policy)
				for _, r := range q.Requests {
					result.Decisions = append(result.Decisions, judge(r))
				}
				must(encoder.Encode(result))
			}
		}
		if err != nil {
			return
		}
	}
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// Allows the creation of network policies, if anything.
type policies bool

func (p policies) Authorize(_ context.Context, a authorizer.Attributes) (authorizer.Decision, string, error) {
	if bool(p) && a.GetVerb() == "create" && a.GetResource() == "networkpolicies" && a.GetAPIGroup() == "networking.k8s.io" && a.GetNamespace() == "research" {
		return authorizer.DecisionAllow, "", nil
	}
	return authorizer.DecisionNoOpinion, "", nil
}

// Whole numbers are integers to the API server.
func decoded(text []byte) *unstructured.Unstructured {
	object := &unstructured.Unstructured{}
	must(utiljson.Unmarshal(text, &object.Object))
	return object
}

// As the plugin compiles a policy.
func compile(policy *admissionregistration.ValidatingAdmissionPolicy) func(request) decision {
	compiler, err := cel.NewCompositedCompiler(environment.MustBaseEnvSet(version.MajorMinor(1, 36)))
	must(err)
	hasParams := policy.Spec.ParamKind != nil
	options := cel.OptionalVariableDeclarations{HasParams: hasParams, HasAuthorizer: true}
	variables := make([]cel.NamedExpressionAccessor, 0, len(policy.Spec.Variables))
	for _, v := range policy.Spec.Variables {
		variables = append(variables, &validating.Variable{Name: v.Name, Expression: v.Expression})
	}
	compiler.CompileAndStoreVariables(variables, options, environment.NewExpressions)
	conditions := make([]cel.ExpressionAccessor, 0, len(policy.Spec.MatchConditions))
	for i := range policy.Spec.MatchConditions {
		conditions = append(conditions, (*matchconditions.MatchCondition)(&policy.Spec.MatchConditions[i]))
	}
	validations := make([]cel.ExpressionAccessor, 0, len(policy.Spec.Validations))
	texts := make([]cel.ExpressionAccessor, len(policy.Spec.Validations))
	for i, v := range policy.Spec.Validations {
		validations = append(validations, &validating.ValidationCondition{Expression: v.Expression, Message: v.Message, Reason: v.Reason})
		if v.MessageExpression != "" {
			texts[i] = &validating.MessageExpressionCondition{MessageExpression: v.MessageExpression}
		}
	}
	filter := compiler.CompileCondition(validations, options, environment.NewExpressions)
	for _, err := range filter.CompilationErrors() {
		must(err)
	}
	matching := compiler.CompileCondition(conditions, options, environment.NewExpressions)
	for _, err := range matching.CompilationErrors() {
		must(err)
	}
	none := compiler.CompileCondition(nil, options, environment.NewExpressions)
	messages := compiler.CompileCondition(texts, cel.OptionalVariableDeclarations{HasParams: hasParams}, environment.NewExpressions)
	for _, err := range messages.CompilationErrors() {
		must(err)
	}
	matcher := matchconditions.NewMatcher(matching, policy.Spec.FailurePolicy, "policy", "validate", policy.Name)
	validator := validating.NewValidator(filter, matcher, none, messages, policy.Spec.FailurePolicy, nil)
	return func(r request) decision {
		object := decoded(r.Object)
		var old runtime.Object
		operation := admission.Create
		if r.Old != nil {
			old = decoded(r.Old)
			operation = admission.Update
		}
		var params runtime.Object
		if r.Params != nil {
			params = decoded(r.Params)
		}
		gvk := object.GroupVersionKind()
		resource, _ := meta.UnsafeGuessKindToResource(gvk)
		attributes := admission.NewAttributesRecord(object, old, gvk, object.GetNamespace(), object.GetName(), resource, "", operation, nil, false, &user.DefaultInfo{Name: r.User, Groups: r.Groups})
		versioned := &admission.VersionedAttributes{Attributes: attributes, VersionedObject: object, VersionedOldObject: old, VersionedKind: gvk}
		result := validator.Validate(context.Background(), resource, versioned, params, nil, celconfig.RuntimeCELCostBudget, policies(r.MayCreate))
		said := decision{Matched: len(result.Decisions) > 0, Refused: []string{}, Errors: []string{}}
		asked := cel.CreateAdmissionRequest(attributes, metav1.GroupVersionResource(resource), metav1.GroupVersionKind(gvk))
		given := cel.OptionalVariableBindings{VersionedParams: params, Authorizer: policies(r.MayCreate)}
		_, rest, err := filter.ForInput(context.Background(), versioned, asked, given, nil, celconfig.RuntimeCELCostBudget)
		if err == nil {
			_, rest, err = messages.ForInput(context.Background(), versioned, asked, cel.OptionalVariableBindings{VersionedParams: params}, nil, rest)
		}
		said.Cost = celconfig.RuntimeCELCostBudget - rest
		if err != nil {
			said.Cost = celconfig.RuntimeCELCostBudget + 1
		}
		for _, d := range result.Decisions {
			switch {
			case d.Evaluation == validating.EvalError:
				said.Errors = append(said.Errors, d.Message)
			case d.Action == validating.ActionDeny:
				said.Refused = append(said.Refused, d.Message)
			}
		}
		return said
	}
}
