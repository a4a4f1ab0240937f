package analyzers

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/archvet/archvet/detect"
)

func TestList(t *testing.T) {
	var as []*analysis.Analyzer
	for _, r := range All {
		as = append(as, r.Analyzer)
	}
	if err := analysis.Validate(as); err != nil {
		t.Error(err)
	}
	if !slices.IsSortedFunc(All, func(a, b Rule) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("the list is not ordered by name")
	}
	for _, r := range All {
		if got, ok := Lookup(r.Name); !ok || got.Analyzer != r.Analyzer {
			t.Errorf("Lookup(%q) does not find the rule", r.Name)
		}
	}
	if _, ok := Lookup("nosuchrule"); ok {
		t.Error("Lookup finds a rule that does not exist")
	}
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if _, err := os.Stat(filepath.Join(e.Name(), e.Name()+".go")); err != nil {
			continue
		}
		if _, ok := Lookup(e.Name()); !ok {
			t.Errorf("%s is a rule that the list does not have", e.Name())
		}
	}
}

// TestRules holds every rule against what its users rely on.
func TestRules(t *testing.T) {
	for _, r := range All {
		src, err := os.ReadFile(filepath.Join(r.Name, "doc.go"))
		if err != nil {
			t.Errorf("%s: %v", r.Name, err)
			continue
		}
		page := detect.Page(string(src), r.Name)
		if page != r.Doc || !strings.HasPrefix(page, r.Name+": ") {
			t.Errorf("%s: the page in doc.go is not the rule's documentation: %.60q", r.Name, r.Doc)
		}
		for _, part := range []string{"Wrong", "Right", "stays quiet", "archvet:ignore " + r.Name, "References"} {
			if !strings.Contains(page, part) {
				t.Errorf("%s: the page lacks %q", r.Name, part)
			}
		}
		if !strings.HasPrefix(r.Playbook, "# ") || strings.Count(r.Playbook, "Verify:") == 0 || strings.Count(r.Playbook, "Back:") == 0 {
			t.Errorf("%s: the playbook needs a heading, and steps that say how to verify them and how to go back", r.Name)
		}
		if !slices.Contains(r.Requires, detect.Analyzer) || !r.RunDespiteErrors || r.ResultType != detect.FindingsType || r.URL != detect.URL(r.Name) {
			t.Errorf("%s: the analyzer does not have the shape of a rule", r.Name)
		}
		fixtures(t, r.Name)
	}
}

var wanted = regexp.MustCompile("want([+-][0-9]+)? +[\"`]")

// fixtures reports a rule without a fixture that it finds something in, or without
// one in which it must stay quiet.
func fixtures(t *testing.T, rule string) {
	loud, quiet := 0, 0
	entries, err := os.ReadDir(filepath.Join(rule, "testdata"))
	if err != nil {
		t.Errorf("%s: %v", rule, err)
	}
	for _, e := range entries {
		if !e.IsDir() {
			continue
		}
		found := false
		err := filepath.WalkDir(filepath.Join(rule, "testdata", e.Name()), func(path string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := os.ReadFile(path)
			found = found || wanted.Match(data)
			return err
		})
		if err != nil {
			t.Errorf("%s: %v", rule, err)
		}
		if found {
			loud++
		} else {
			quiet++
		}
	}
	if loud == 0 || quiet == 0 {
		t.Errorf("%s: %d fixtures with findings and %d without; both are needed", rule, loud, quiet)
	}
}

// Pages are cut out of their sources when the program starts.
func BenchmarkPage(b *testing.B) {
	src, err := os.ReadFile("triggertimeout/doc.go")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		detect.Page(string(src), "triggertimeout")
	}
}
