// kubectl's reading of a file: apimachinery's decoder of YAML and JSON streams, then its decoder of JSON into untyped objects.
//
// Reads JSON lines {"text"}, and prints one line for each: {"values", "refused", "random"}.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"reflect"
	"sort"
	"strconv"
	"strings"

	goyaml "go.yaml.in/yaml/v2"
	"k8s.io/apimachinery/pkg/runtime"
	jsonutil "k8s.io/apimachinery/pkg/util/json"
	"k8s.io/apimachinery/pkg/util/yaml"
)

type question struct {
	Text string `json:"text"`
}

type reading struct {
	// The values of the documents before the first that is refused, in a form that compares: see write.
	Values []string `json:"values"`
	// The error on which kubectl stops.
	Refused string `json:"refused,omitempty"`
	// Whether two keys of a mapping become one field, of which the decoder takes either by chance.
	Random bool `json:"random,omitempty"`
}

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriterSize(os.Stdout, 1<<20)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	for {
		line, err := in.ReadBytes('\n')
		if len(line) > 1 {
			var asked question
			must(json.Unmarshal(line, &asked))
			must(encoder.Encode(read(asked.Text)))
		}
		if err != nil {
			return
		}
	}
}

func read(text string) (found reading) {
	found.Values = []string{}
	found.Random = isRandom(text)
	// YAML may begin behind a value of JSON.
	for at, char := range text {
		if char == '}' {
			found.Random = found.Random || isRandom(text[at+1:])
		}
	}
	decoder := yaml.NewYAMLOrJSONDecoder(strings.NewReader(text), 4096)
	for {
		var raw runtime.RawExtension
		err := decoder.Decode(&raw)
		if err == io.EOF {
			return found
		}
		if err != nil {
			found.Refused = err.Error()
			return found
		}
		// As kubectl's visitor of streams does.
		document := bytes.TrimSpace(raw.Raw)
		if len(document) == 0 || bytes.Equal(document, []byte("null")) {
			continue
		}
		var value interface{}
		if err := jsonutil.Unmarshal(document, &value); err != nil {
			found.Refused = err.Error()
			return found
		}
		var written strings.Builder
		write(&written, value)
		found.Values = append(found.Values, written.String())
	}
}

// Writes a value as JSON with sorted keys. Numbers that are integers have no fraction and no exponent below 1e21, and
// others the bits of the float.
func write(out *strings.Builder, value interface{}) {
	switch typed := value.(type) {
	case nil:
		out.WriteString("null")
	case bool:
		out.WriteString(strconv.FormatBool(typed))
	case int64:
		out.WriteString(strconv.FormatInt(typed, 10))
	case float64:
		if typed == math.Trunc(typed) && math.Abs(typed) < 1e21 {
			// As JSON is written, with as few digits as tell the float from others.
			out.WriteString(strconv.FormatFloat(typed+0, 'f', -1, 64))
		} else {
			fmt.Fprintf(out, "%016x", math.Float64bits(typed))
		}
	case string:
		writeString(out, typed)
	case []interface{}:
		out.WriteString("[")
		for index, item := range typed {
			if index > 0 {
				out.WriteString(",")
			}
			write(out, item)
		}
		out.WriteString("]")
	case map[string]interface{}:
		keys := make([]string, 0, len(typed))
		for key := range typed {
			keys = append(keys, key)
		}
		sort.Strings(keys)
		out.WriteString("{")
		for index, key := range keys {
			if index > 0 {
				out.WriteString(",")
			}
			writeString(out, key)
			out.WriteString(":")
			write(out, typed[key])
		}
		out.WriteString("}")
	default:
		panic(fmt.Sprintf("a value of type %T", value))
	}
}

// Writes all that is not printable ASCII, the quote and the backslash as escapes of code points.
func writeString(out *strings.Builder, text string) {
	out.WriteString(`"`)
	for _, char := range text {
		if char >= 0x20 && char < 0x7f && char != '"' && char != '\\' {
			out.WriteRune(char)
		} else {
			fmt.Fprintf(out, "\\%x;", char)
		}
	}
	out.WriteString(`"`)
}

// Whether keys of different types, such as 1 and "1", stand in one mapping.
func isRandom(text string) bool {
	reader := yaml.NewYAMLReader(bufio.NewReader(strings.NewReader(text)))
	for {
		document, err := reader.Read()
		if err != nil {
			return false
		}
		var value interface{}
		if goyaml.Unmarshal(document, &value) == nil && hasSameKeys(value) {
			return true
		}
	}
}

func hasSameKeys(value interface{}) bool {
	switch typed := value.(type) {
	case []interface{}:
		for _, item := range typed {
			if hasSameKeys(item) {
				return true
			}
		}
	case map[interface{}]interface{}:
		seen := map[string]bool{}
		for key, member := range typed {
			name := nameOf(key)
			if seen[name] || hasSameKeys(member) {
				return true
			}
			seen[name] = true
		}
	}
	return false
}

// The field that a key becomes.
func nameOf(key interface{}) string {
	switch typed := key.(type) {
	case float64:
		name := strconv.FormatFloat(typed, 'g', -1, 32)
		if name == "+Inf" || name == "-Inf" || name == "NaN" {
			return strings.ToLower(strings.NewReplacer("+", ".", "-", "-.", "NaN", ".nan").Replace(name))
		}
		return name
	case nil:
		return ""
	default:
		return fmt.Sprint(reflect.ValueOf(key).Interface())
	}
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
