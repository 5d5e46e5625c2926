// The verdict of Kubernetes' own Pod Security admission, as a filter: one question a line on stdin, one answer a line
// on stdout. A test tool: the library neither contains nor calls it.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"slices"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
	kjson "sigs.k8s.io/json"
)

// question asks whether a pod may run under a policy. Emulate, if given, is the minor of the cluster that decides.
type question struct {
	Level    string            `json:"level"`
	Version  string            `json:"version"`
	Emulate  string            `json:"emulate,omitempty"`
	Metadata metav1.ObjectMeta `json:"metadata"`
	Spec     corev1.PodSpec    `json:"spec"`
}

// answer names the checks that ran and passed, and those that ran and failed. Error says what was wrong with the question.
type answer struct {
	Allowed bool     `json:"allowed"`
	Passed  []string `json:"passed"`
	Failed  []string `json:"failed"`
	Error   string   `json:"error,omitempty"`
}

// oracle holds an evaluator for each emulated version; its checks note their results in last.
type oracle struct {
	evaluators map[string]policy.Evaluator
	last       answer
}

func main() {
	o := &oracle{evaluators: map[string]policy.Evaluator{}}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<26)
	out := bufio.NewWriter(os.Stdout)
	encoder := json.NewEncoder(out)
	for lines.Scan() {
		if err := encoder.Encode(o.answer(lines.Bytes())); err != nil {
			fail(err)
		}
	}
	if err := lines.Err(); err != nil {
		fail(err)
	}
	if err := out.Flush(); err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func (o *oracle) answer(line []byte) answer {
	o.last = answer{Passed: []string{}, Failed: []string{}}
	if err := o.evaluate(line); err != nil {
		return answer{Error: err.Error()}
	}
	o.last.Allowed = len(o.last.Failed) == 0
	slices.Sort(o.last.Passed)
	slices.Sort(o.last.Failed)
	return o.last
}

func (o *oracle) evaluate(line []byte) error {
	var q question
	unknown, err := kjson.UnmarshalStrict(line, &q)
	if err != nil {
		return err
	}
	if len(unknown) > 0 {
		return unknown[0]
	}
	level, err := api.ParseLevel(q.Level)
	if err != nil {
		return fmt.Errorf("level %q: %w", q.Level, err)
	}
	version, err := api.ParseVersion(q.Version)
	if err != nil {
		return fmt.Errorf("version %q: %w", q.Version, err)
	}
	evaluator, err := o.evaluator(q.Emulate)
	if err != nil {
		return err
	}
	setDefaults(&q.Spec)
	evaluator.EvaluatePod(api.LevelVersion{Level: level, Version: version}, &q.Metadata, &q.Spec)
	return nil
}

// evaluator has all checks that Kubernetes enables by default. Results carry no id, so each check is wrapped to note its own.
func (o *oracle) evaluator(emulate string) (policy.Evaluator, error) {
	if known, ok := o.evaluators[emulate]; ok {
		return known, nil
	}
	var emulated *api.Version
	if emulate != "" {
		version, err := api.ParseVersion(emulate)
		if err != nil {
			return nil, fmt.Errorf("emulated version %q: %w", emulate, err)
		}
		emulated = &version
	}
	checks := policy.DefaultChecks()
	for i := range checks {
		id := string(checks[i].ID)
		for j := range checks[i].Versions {
			run := checks[i].Versions[j].CheckPod
			checks[i].Versions[j].CheckPod = func(metadata *metav1.ObjectMeta, spec *corev1.PodSpec) policy.CheckResult {
				result := run(metadata, spec)
				if result.Allowed {
					o.last.Passed = append(o.last.Passed, id)
				} else {
					o.last.Failed = append(o.last.Failed, id)
				}
				return result
			}
		}
	}
	evaluator, err := policy.NewEvaluator(checks, emulated)
	if err != nil {
		return nil, err
	}
	o.evaluators[emulate] = evaluator
	return evaluator, nil
}

// setDefaults does the one thing of the API server's defaulting, which comes before admission, that bears on a check:
// a volume without a source is an emptyDir.
func setDefaults(spec *corev1.PodSpec) {
	for i := range spec.Volumes {
		if spec.Volumes[i].VolumeSource == (corev1.VolumeSource{}) {
			spec.Volumes[i].EmptyDir = &corev1.EmptyDirVolumeSource{}
		}
	}
}
