// The API server's own code as a judge of custom resources: create, and update where an old object is given.
//
// Reads JSON lines. {"name", "schema", "scale", "status", "kind", "apiVersion"} makes a schema known and prints nothing;
// {"of", "object", "old"} is judged by the schema of that name and prints one line:
// {"refused", "unknown", "errors", "value"}.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"sort"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	structuralschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/objectmeta"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	"k8s.io/apiextensions-apiserver/pkg/registry/customresource"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/apiserver/pkg/storage/names"
	kjson "sigs.k8s.io/json"
)

type line struct {
	Name       string                                        `json:"name"`
	APIVersion string                                        `json:"apiVersion"`
	Kind       string                                        `json:"kind"`
	Schema     *apiextensionsv1.JSONSchemaProps              `json:"schema"`
	Status     bool                                          `json:"status"`
	Scale      *apiextensions.CustomResourceSubresourceScale `json:"scale"`
	Of         string                                        `json:"of"`
	Object     json.RawMessage                               `json:"object"`
	Old        json.RawMessage                               `json:"old"`
}

type verdict struct {
	// Whether it is no object of Kubernetes at all: the request is not understood.
	Refused string   `json:"refused,omitempty"`
	Unknown []string `json:"unknown,omitempty"`
	Errors  []string `json:"errors,omitempty"`
	// What is stored, if nothing but unknown fields is wrong.
	Value any `json:"value,omitempty"`
}

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriterSize(os.Stdout, 1<<20)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	kinds := map[string]*kind{}
	for {
		text, err := in.ReadBytes('\n')
		if len(text) > 1 {
			var l line
			must(json.Unmarshal(text, &l))
			if l.Schema != nil {
				kinds[l.Name] = newKind(l)
			} else {
				must(encoder.Encode(kinds[l.Of].judge(l.Object, l.Old)))
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

// What the API server keeps of a version of a CustomResourceDefinition.
type kind struct {
	gvk        schema.GroupVersionKind
	structural *structuralschema.Structural
	strategy   interface {
		PrepareForCreate(ctx context.Context, obj runtime.Object)
		Validate(ctx context.Context, obj runtime.Object) field.ErrorList
		ValidateUpdate(ctx context.Context, obj, old runtime.Object) field.ErrorList
	}
}

func newKind(l line) *kind {
	var props apiextensions.JSONSchemaProps
	must(apiextensionsv1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(l.Schema, &props, nil))
	structural, err := structuralschema.NewStructural(&props)
	must(err)
	must(defaulting.PruneDefaults(structural))
	validator, _, err := validation.NewSchemaValidator(&props)
	must(err)
	gvk := schema.FromAPIVersionAndKind(l.APIVersion, l.Kind)
	var status *apiextensions.CustomResourceSubresourceStatus
	if l.Status {
		status = &apiextensions.CustomResourceSubresourceStatus{}
	}
	return &kind{gvk, structural, customresource.NewStrategy(nil, true, gvk, validator, nil, structural, status, l.Scale, nil)}
}

func (k *kind) judge(object, old []byte) verdict {
	u, unknown, err := k.decode(object)
	if err != nil {
		return verdict{Refused: err.Error()}
	}
	result := verdict{Unknown: unknown}
	ctx := request.WithNamespace(context.Background(), "default")
	u.SetNamespace("default")
	var errs field.ErrorList
	if len(old) > 0 {
		before, _, err := k.decode(old)
		must(err)
		before.SetNamespace("default")
		errs = k.strategy.ValidateUpdate(ctx, u, before)
	} else {
		// As the registry does before it validates.
		if u.GetName() == "" && u.GetGenerateName() != "" {
			u.SetName(names.SimpleNameGenerator.GenerateName(u.GetGenerateName()))
		}
		k.strategy.PrepareForCreate(ctx, u)
		errs = k.strategy.Validate(ctx, u)
	}
	for _, err := range errs {
		result.Errors = append(result.Errors, err.Error())
	}
	sort.Strings(result.Errors)
	if len(errs) == 0 {
		result.Value = u.Object
	}
	return result
}

// The steps of the API server's decoder and defaulter, in their order.
func (k *kind) decode(data []byte) (*unstructured.Unstructured, []string, error) {
	var object map[string]any
	strict, err := kjson.UnmarshalStrict(data, &object)
	if err != nil {
		return nil, nil, err
	}
	var unknown []string
	for _, err := range strict {
		unknown = append(unknown, err.Error())
	}
	kindName, hasKind, err := unstructured.NestedString(object, "kind")
	if err != nil {
		return nil, nil, err
	}
	apiVersion, hasVersion, err := unstructured.NestedString(object, "apiVersion")
	if err != nil {
		return nil, nil, err
	}
	meta, hasMeta, more, err := objectmeta.GetObjectMetaWithOptions(object, objectmeta.ObjectMetaOptions{ReturnUnknownFieldPaths: true})
	if err != nil {
		return nil, nil, err
	}
	unknown = append(unknown, more...)
	unknown = append(unknown, pruning.PruneWithOptions(object, k.structural, true, structuralschema.UnknownFieldPathOptions{TrackUnknownFieldPaths: true})...)
	defaulting.PruneNonNullableNullsWithoutDefaults(object, k.structural)
	fault, more := objectmeta.CoerceWithOptions(nil, object, k.structural, false, objectmeta.CoerceOptions{ReturnUnknownFieldPaths: true})
	if fault != nil {
		return nil, nil, fault
	}
	unknown = append(unknown, more...)
	u := &unstructured.Unstructured{Object: object}
	if hasKind {
		u.SetKind(kindName)
	}
	if hasVersion {
		u.SetAPIVersion(apiVersion)
	}
	if hasMeta {
		if err := objectmeta.SetObjectMeta(object, meta); err != nil {
			return nil, nil, err
		}
	}
	defaulting.Default(object, k.structural)
	return u, unknown, nil
}
