// Kubernetes' own validation of pods as they are created, after its defaults and with the features of its version.
//
// Reads JSON lines, each a Pod, and prints one line for each: {"refused"} when it cannot be decoded, {"paths"} otherwise,
// with the path of each error in the order in which validation finds it, and {"dropped"} where a feature gate is off
// that a field needs. A line {"emulate": "1.33"} has the defaults of gates of that minor hold for the lines that follow.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/runtime"
	serializer "k8s.io/apimachinery/pkg/runtime/serializer/json"
	"k8s.io/apimachinery/pkg/util/version"
	utilfeature "k8s.io/apiserver/pkg/util/feature"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	podutil "k8s.io/kubernetes/pkg/api/pod"
	"k8s.io/kubernetes/pkg/apis/core"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	"k8s.io/kubernetes/pkg/apis/core/validation"
	"k8s.io/kubernetes/pkg/capabilities"
)

type verdict struct {
	Refused  string   `json:"refused,omitempty"`
	Dropped  bool     `json:"dropped,omitempty"`
	Paths    []string `json:"paths,omitempty"`
	Messages []string `json:"messages,omitempty"`
}

func main() {
	capabilities.Initialize(capabilities.Capabilities{AllowPrivileged: true})
	decoder := serializer.NewSerializerWithOptions(
		serializer.DefaultMetaFactory, legacyscheme.Scheme, legacyscheme.Scheme, serializer.SerializerOptions{Strict: true},
	)
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriterSize(os.Stdout, 1<<20)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for {
		text, err := in.ReadBytes('\n')
		if len(text) > 1 {
			must(encoder.Encode(judge(decoder, text)))
		}
		if err != nil {
			return
		}
	}
}

func judge(decoder runtime.Decoder, text []byte) verdict {
	var directive struct{ Emulate string }
	if err := json.Unmarshal(text, &directive); err == nil && directive.Emulate != "" {
		must(utilfeature.DefaultMutableFeatureGate.SetEmulationVersion(version.MustParse(directive.Emulate)))
		return verdict{}
	}
	object, _, err := decoder.Decode(text, nil, nil)
	if err != nil {
		return verdict{Refused: err.Error()}
	}
	external, ok := object.(*v1.Pod)
	if !ok {
		return verdict{Refused: fmt.Sprintf("a %T", object)}
	}
	legacyscheme.Scheme.Default(external)
	pod := &core.Pod{}
	if err := legacyscheme.Scheme.Convert(external, pod, nil); err != nil {
		return verdict{Refused: err.Error()}
	}
	// As admission does, before validation.
	if pod.Spec.ServiceAccountName == "" {
		pod.Spec.ServiceAccountName = "default"
	}
	whole := pod.DeepCopy()
	podutil.DropDisabledPodFields(pod, nil)
	options := podutil.GetValidationOptionsFromPodSpecAndMeta(&pod.Spec, nil, &pod.ObjectMeta, nil)
	options.ResourceIsPod = true
	answer := verdict{Dropped: !equality.Semantic.DeepEqual(whole.Spec, pod.Spec)}
	for _, each := range validation.ValidatePodCreate(pod, options) {
		answer.Paths = append(answer.Paths, each.Field)
		answer.Messages = append(answer.Messages, each.Error())
	}
	return answer
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
