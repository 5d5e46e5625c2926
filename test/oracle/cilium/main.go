// What Cilium makes of policies, one line of JSON for each question: whether it takes a CiliumNetworkPolicy, and which
// names its DNS proxy lets through and its lists of domains select.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"regexp"
	"strings"

	"github.com/cilium/cilium/pkg/fqdn/dns"
	"github.com/cilium/cilium/pkg/fqdn/matchpattern"
	v2 "github.com/cilium/cilium/pkg/k8s/apis/cilium.io/v2"
	kjson "sigs.k8s.io/json"
)

type question struct {
	Policy json.RawMessage `json:"policy"`
	Names  []string        `json:"names"`
}

type answer struct {
	Error string `json:"error,omitempty"`
	// For each name: whether a lookup of it is let through, and whether its addresses may be reached.
	Lookups []bool `json:"lookups"`
	Reached []bool `json:"reached"`
}

func main() {
	lines := bufio.NewReader(os.Stdin)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			return
		}
		var asked question
		check(json.Unmarshal(line, &asked))
		text, err := json.Marshal(answered(asked))
		check(err)
		fmt.Fprintf(out, "%s\n", text)
	}
}

func answered(asked question) answer {
	var read v2.CiliumNetworkPolicy
	strict, err := kjson.UnmarshalStrict(asked.Policy, &read)
	if err == nil && len(strict) > 0 {
		err = strict[0]
	}
	if err != nil {
		return answer{Error: err.Error()}
	}
	rules, err := read.Parse(slog.New(slog.DiscardHandler), "default")
	if err != nil {
		return answer{Error: err.Error()}
	}
	var lookups, reached []*regexp.Regexp
	for _, rule := range rules {
		for _, egress := range rule.Egress {
			for _, selector := range egress.ToFQDNs {
				pattern, err := selector.ToRegex()
				check(err)
				reached = append(reached, pattern)
			}
			for _, ports := range egress.ToPorts {
				if ports.Rules == nil {
					continue
				}
				for _, allowed := range ports.Rules.DNS {
					lookups = append(lookups, ofProxy(allowed.MatchName), ofProxy(allowed.MatchPattern))
				}
			}
		}
	}
	return answer{Lookups: matches(lookups, asked.Names), Reached: matches(reached, asked.Names)}
}

// The DNS proxy makes one expression of a list: any of these, from the first to the last character.
func ofProxy(text string) *regexp.Regexp {
	if text == "" {
		return regexp.MustCompile("[^[:ascii:]]")
	}
	return regexp.MustCompile("^(?:" + matchpattern.ToUnAnchoredRegexp(matchpattern.Sanitize(text)) + ")$")
}

// Names come to both in lower case, with a dot at the end.
func matches(patterns []*regexp.Regexp, names []string) []bool {
	found := make([]bool, len(names))
	for i, name := range names {
		for _, pattern := range patterns {
			found[i] = found[i] || pattern.MatchString(strings.ToLower(dns.FQDN(name)))
		}
	}
	return found
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
