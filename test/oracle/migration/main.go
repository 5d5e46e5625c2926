// The conversion webhook of upstream's controller v0.5.6.
//
// Reads JSON lines, each {"old", "ours"}: an object of v1alpha1, and what we make of it. Prints one line for each: {"converted"}, the answer of the
// webhook, and {"ours"}, our object as the controller reads it; or {"refused"}, if either of them is refused.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"

	apix "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	sandboxv1alpha1 "sigs.k8s.io/agent-sandbox/api/v1alpha1"
	sandboxv1beta1 "sigs.k8s.io/agent-sandbox/api/v1beta1"
	extensionsv1alpha1 "sigs.k8s.io/agent-sandbox/extensions/api/v1alpha1"
	extensionsv1beta1 "sigs.k8s.io/agent-sandbox/extensions/api/v1beta1"
	"sigs.k8s.io/controller-runtime/pkg/webhook/conversion"
)

type question struct {
	Old  json.RawMessage `json:"old"`
	Ours json.RawMessage `json:"ours"`
}

type answer struct {
	Converted json.RawMessage `json:"converted,omitempty"`
	Ours      json.RawMessage `json:"ours,omitempty"`
	Refused   string          `json:"refused,omitempty"`
}

func main() {
	scheme := runtime.NewScheme()
	must(sandboxv1alpha1.AddToScheme(scheme))
	must(sandboxv1beta1.AddToScheme(scheme))
	must(extensionsv1alpha1.AddToScheme(scheme))
	must(extensionsv1beta1.AddToScheme(scheme))
	webhook := conversion.NewWebhookHandler(scheme, conversion.NewRegistry())

	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriterSize(os.Stdout, 1<<20)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for {
		line, err := in.ReadBytes('\n')
		if len(line) > 1 {
			var asked question
			must(json.Unmarshal(line, &asked))
			must(encoder.Encode(answered(webhook, scheme, asked)))
		}
		if err != nil {
			return
		}
	}
}

func answered(webhook http.Handler, scheme *runtime.Scheme, asked question) answer {
	var of struct{ APIVersion, Kind string }
	must(json.Unmarshal(asked.Old, &of))
	kind := schema.FromAPIVersionAndKind(of.APIVersion, of.Kind)
	kind.Version = "v1beta1"
	converted, err := convert(webhook, asked.Old, kind.GroupVersion().String())
	if err != nil {
		return answer{Refused: "the webhook: " + err.Error()}
	}
	object, err := scheme.New(kind)
	must(err)
	decoder := json.NewDecoder(bytes.NewReader(asked.Ours))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(object); err != nil {
		return answer{Refused: "ours: " + err.Error()}
	}
	ours, err := json.Marshal(object)
	must(err)
	return answer{Converted: converted, Ours: ours}
}

// convert asks the webhook, as the API server does.
func convert(webhook http.Handler, object json.RawMessage, version string) (json.RawMessage, error) {
	review := apix.ConversionReview{Request: &apix.ConversionRequest{
		UID: "1", DesiredAPIVersion: version, Objects: []runtime.RawExtension{{Raw: object}},
	}}
	body, err := json.Marshal(review)
	must(err)
	recorder := httptest.NewRecorder()
	webhook.ServeHTTP(recorder, httptest.NewRequest(http.MethodPost, "/convert", bytes.NewReader(body)))
	var reviewed struct {
		Response struct {
			ConvertedObjects []json.RawMessage
			Result           struct{ Status, Message string }
		}
	}
	if err := json.Unmarshal(recorder.Body.Bytes(), &reviewed); err != nil {
		return nil, fmt.Errorf("%d: %w", recorder.Code, err)
	}
	if len(reviewed.Response.ConvertedObjects) != 1 {
		return nil, fmt.Errorf("%s", reviewed.Response.Result.Message)
	}
	return reviewed.Response.ConvertedObjects[0], nil
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
