// kubectl's decoder: how it cuts a stream into documents, and what it reads in them.
//
// Reads JSON lines, each {"yaml"}, and prints one line for each: {"documents"} with the JSON of each document, or {"refused"}.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/yaml"
)

type question struct {
	YAML string `json:"yaml"`
}

type answer struct {
	Documents []json.RawMessage `json:"documents,omitempty"`
	Refused   string            `json:"refused,omitempty"`
}

func main() {
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
			must(encoder.Encode(read(asked.YAML)))
		}
		if err != nil {
			return
		}
	}
}

// read decodes a stream as kubectl's resource builder does.
func read(text string) answer {
	decoder := yaml.NewYAMLOrJSONDecoder(strings.NewReader(text), 4096)
	var read answer
	for {
		document := runtime.RawExtension{}
		if err := decoder.Decode(&document); err != nil {
			if err == io.EOF {
				return read
			}
			return answer{Refused: err.Error()}
		}
		read.Documents = append(read.Documents, document.Raw)
	}
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
