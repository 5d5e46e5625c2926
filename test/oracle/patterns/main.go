// Go's own RE2 as a judge of ours, as the API server compiles patterns with it.
//
// Reads JSON lines {"pattern", "texts"} and prints one line for each: {"error"} why the pattern is refused, or for each text
// whether it matches ("matches") and all matches ("all").
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"regexp"
)

type question struct {
	Pattern string   `json:"pattern"`
	Texts   []string `json:"texts"`
}

type answer struct {
	Error   string     `json:"error,omitempty"`
	Matches []bool     `json:"matches"`
	All     [][]string `json:"all"`
}

func main() {
	decoder := json.NewDecoder(bufio.NewReaderSize(os.Stdin, 1<<20))
	out := bufio.NewWriterSize(os.Stdout, 1<<20)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	for {
		var q question
		if err := decoder.Decode(&q); err == io.EOF {
			return
		} else if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		compiled, err := regexp.Compile(q.Pattern)
		if err != nil {
			encoder.Encode(answer{Error: err.Error()})
			continue
		}
		a := answer{Matches: []bool{}, All: [][]string{}}
		for _, text := range q.Texts {
			a.Matches = append(a.Matches, compiled.MatchString(text))
			a.All = append(a.All, append([]string{}, compiled.FindAllString(text, -1)...))
		}
		encoder.Encode(a)
	}
}
