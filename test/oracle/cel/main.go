// The API server's own CEL as a judge of ours.
//
// Reads JSON lines {"expression", "variables", "bindings"}, where a variable is {"schema", "resource"} or {} for dyn, and
// prints one line for each: {"compile"} why it does not compile, {"error"} why it fails, or {"value"} with its type; and
// the "cost" of an evaluation.
package main

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"sort"
	"strconv"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/common/types/traits"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	structuralschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	schemacel "k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel/model"
	"k8s.io/apimachinery/pkg/util/version"
	apiservercel "k8s.io/apiserver/pkg/cel"
	"k8s.io/apiserver/pkg/cel/environment"
	"k8s.io/apiserver/pkg/cel/library"
	kjson "sigs.k8s.io/json"
)

type variable struct {
	Schema   *apiextensionsv1.JSONSchemaProps `json:"schema"`
	Resource bool                             `json:"resource"`
}

type question struct {
	Expression string          `json:"expression"`
	Variables  json.RawMessage `json:"variables"`
	Bindings   json.RawMessage `json:"bindings"`
}

type answer struct {
	Compile string `json:"compile,omitempty"`
	Error   string `json:"error,omitempty"`
	Value   any    `json:"value,omitempty"`
	// Cost is that of the evaluation, if it was counted.
	Cost *uint64 `json:"cost,omitempty"`
}

// What is known of the variables of many questions.
type world struct {
	env        *cel.Env
	structural map[string]*structuralschema.Structural
}

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriterSize(os.Stdout, 1<<20)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	worlds := map[string]*world{}
	for {
		text, err := in.ReadBytes('\n')
		if len(bytes.TrimSpace(text)) > 0 {
			var q question
			must(json.Unmarshal(text, &q))
			w, known := worlds[string(q.Variables)]
			if !known {
				w = newWorld(q.Variables)
				worlds[string(q.Variables)] = w
			}
			must(encoder.Encode(w.answer(q)))
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

func newWorld(text []byte) *world {
	var variables map[string]variable
	must(json.Unmarshal(text, &variables))
	w := &world{structural: map[string]*structuralschema.Structural{}}
	var options []cel.EnvOption
	var declTypes []*apiservercel.DeclType
	// The same schema is the same type, as that of self and oldSelf is.
	bySchema := map[string]*apiservercel.DeclType{}
	names := make([]string, 0, len(variables))
	for name := range variables {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		v := variables[name]
		if v.Schema == nil {
			options = append(options, cel.Variable(name, cel.DynType))
			continue
		}
		var props apiextensions.JSONSchemaProps
		must(apiextensionsv1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(v.Schema, &props, nil))
		structural, err := structuralschema.NewStructural(&props)
		must(err)
		if v.Resource {
			// As the validator of custom resources does for the root of one.
			structural = model.WithTypeAndObjectMeta(structural)
		}
		w.structural[name] = structural
		key, err := json.Marshal(v)
		must(err)
		declType, known := bySchema[string(key)]
		if !known {
			declType = model.SchemaDeclType(structural, v.Resource)
			if declType == nil {
				must(fmt.Errorf("the schema of %s has no type", name))
			}
			declType = declType.MaybeAssignTypeName("type_" + name)
			bySchema[string(key)] = declType
			declTypes = append(declTypes, declType)
		}
		options = append(options, cel.Variable(name, declType.CelType()))
	}
	options = append(options, cel.Variable("authorizer", library.AuthorizerType))
	set, err := environment.MustBaseEnvSet(version.MajorMinor(1, 36)).Extend(environment.VersionedOptions{
		IntroducedVersion: version.MajorMinor(1, 0),
		EnvOptions:        options,
		DeclTypes:         declTypes,
	})
	must(err)
	w.env, err = set.Env(environment.NewExpressions)
	must(err)
	return w
}

func (w *world) answer(q question) (result answer) {
	defer func() {
		if r := recover(); r != nil {
			result = answer{Error: fmt.Sprintf("panic: %v", r)}
		}
	}()
	ast, issues := w.env.Compile(q.Expression)
	if issues != nil && issues.Err() != nil {
		return answer{Compile: issues.String()}
	}
	program, err := w.env.Program(ast)
	if err != nil {
		return answer{Compile: err.Error()}
	}
	var bindings map[string]any
	strict, err := kjson.UnmarshalStrict(q.Bindings, &bindings)
	must(err)
	if len(strict) > 0 {
		must(strict[0])
	}
	activation := map[string]any{}
	for name, value := range bindings {
		if structural, typed := w.structural[name]; typed {
			activation[name] = schemacel.UnstructuredToVal(value, structural)
		} else {
			activation[name] = value
		}
	}
	value, details, err := program.Eval(activation)
	var cost *uint64
	if details != nil {
		cost = details.ActualCost()
	}
	if err != nil {
		return answer{Error: err.Error(), Cost: cost}
	}
	encoded, err := encode(value)
	if err != nil {
		return answer{Error: err.Error(), Cost: cost}
	}
	return answer{Value: encoded, Cost: cost}
}

func encode(value ref.Val) (any, error) {
	switch v := value.(type) {
	case *types.Err:
		return nil, v
	case types.Bool:
		return bool(v), nil
	case types.Null:
		return []any{"null"}, nil
	case types.String:
		return string(v), nil
	case types.Int:
		return []any{"int", strconv.FormatInt(int64(v), 10)}, nil
	case types.Uint:
		return []any{"uint", strconv.FormatUint(uint64(v), 10)}, nil
	case types.Double:
		if math.IsNaN(float64(v)) {
			return []any{"double", "NaN"}, nil
		}
		return []any{"double", fmt.Sprintf("%016x", math.Float64bits(float64(v)))}, nil
	case types.Bytes:
		return []any{"bytes", hex.EncodeToString(v)}, nil
	case types.Timestamp:
		return []any{"timestamp", fmt.Sprintf("%d.%09d", v.Unix(), v.Nanosecond())}, nil
	case types.Duration:
		return []any{"duration", strconv.FormatInt(int64(v.Duration), 10)}, nil
	case *types.Optional:
		if !v.HasValue() {
			return []any{"none"}, nil
		}
		inner, err := encode(v.GetValue())
		return []any{"optional", inner}, err
	case *types.Type:
		return []any{"type", v.TypeName()}, nil
	case traits.Mapper:
		return encodeMap(v)
	case traits.Lister:
		items := []any{}
		for it := v.Iterator(); it.HasNext() == types.True; {
			item, err := encode(it.Next())
			if err != nil {
				return nil, err
			}
			items = append(items, item)
		}
		return []any{"list", items}, nil
	}
	return []any{"opaque", value.Type().TypeName()}, nil
}

func encodeMap(value traits.Mapper) (any, error) {
	entries := []string{}
	for it := value.Iterator(); it.HasNext() == types.True; {
		key := it.Next()
		member, found := value.Find(key)
		if !found {
			return nil, fmt.Errorf("the key %v of a map has no value", key)
		}
		k, err := encode(key)
		if err != nil {
			return nil, err
		}
		m, err := encode(member)
		if err != nil {
			return nil, err
		}
		var text bytes.Buffer
		encoder := json.NewEncoder(&text)
		encoder.SetEscapeHTML(false)
		must(encoder.Encode([]any{k, m}))
		entries = append(entries, string(bytes.TrimSpace(text.Bytes())))
	}
	sort.Strings(entries)
	return []any{"map", entries}, nil
}
