package baseline

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/archvet/archvet/cmd/internal/report"
	"github.com/archvet/archvet/detect"
	"github.com/archvet/archvet/detect/arch"
)

// of returns a report of findings in t.yaml by the place where marks stand around its text.
func of(t *testing.T, text string, units ...string) *report.Report {
	t.Helper()
	r := &report.Report{}
	plain := ""
	for _, unit := range units {
		f := arch.Finding{Rule: "r", Unit: unit, Message: "m"}
		f.At.File = "t.yaml"
		before, rest, ok := strings.Cut(text, "«")
		inside, after, ok2 := strings.Cut(rest, "»")
		if !ok || !ok2 {
			t.Fatal("no mark left for " + unit)
		}
		f.At.Start = len(plain) + len(before)
		f.At.End = f.At.Start + len(inside)
		plain, text = plain+before+inside, after
		r.Findings = append(r.Findings, f)
	}
	repo, err := detect.LoadFS(fstest.MapFS{"t.yaml": {Data: []byte(plain + text)}}, detect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	r.Repo = repo
	return r
}

func always(string) bool { return true }

// before is what was accepted.
const before = "Report:\n  Timeout: «60»\nStock:\n  Timeout: «60»\nOrders: {Memory: 128, Timeout: «50»}\n"

func TestSurvives(t *testing.T) {
	old := of(t, before, "Report", "Stock", "Orders")
	b := Of(old, old.Findings)
	for name, c := range map[string]struct {
		text       string
		units      []string
		new, stale int
	}{
		"the same":            {before, []string{"Report", "Stock", "Orders"}, 0, 0},
		"moved lines":         {"# new\n# lines\nStock:\n  Timeout: «60»\nOrders: {Memory: 128, Timeout: «50»}\nReport:\n  Timeout: «60»\n", []string{"Stock", "Orders", "Report"}, 0, 0},
		"renamed neighbours":  {strings.ReplaceAll(before, "Memory: 128", "Size: 128"), []string{"Report", "Stock", "Orders"}, 0, 0},
		"a renamed unit":      {before, []string{"Report", "Shelves", "Orders"}, 0, 0},
		"reformatting":        {"Report: {Timeout: «60»}\nStock:\n    Timeout:   «60»\nOrders:\n  Memory: 128\n  Timeout: «50»\n", []string{"Report", "Stock", "Orders"}, 0, 0},
		"quotes":              {"Report:\n  Timeout: «'60'»\nStock:\n  Timeout: «\"60\"»\nOrders: {Memory: 128, Timeout: «50»}\n", []string{"Report", "Stock", "Orders"}, 0, 0},
		"a new finding":       {before + "New:\n  Timeout: «90»\n", []string{"Report", "Stock", "Orders", "New"}, 1, 0},
		"one more, alike":     {before + "  Timeout: «60»\n", []string{"Report", "Stock", "Orders", "Report"}, 1, 0},
		"a finding less":      {"Report:\n  Timeout: «60»\nOrders: {Memory: 128, Timeout: «50»}\n", []string{"Report", "Orders"}, 0, 1},
		"a different text":    {strings.ReplaceAll(before, "60", "90"), []string{"Report", "Stock", "Orders"}, 2, 2},
		"another's same text": {"Orders: {Memory: 256, Timeout: «60»}\n", []string{"Orders"}, 1, 3},
	} {
		r := of(t, c.text, c.units...)
		res := b.Match(r, always, nil)
		stale := 0
		for _, e := range res.Stale {
			stale += e.Count
		}
		if len(res.New) != c.new || stale != c.stale || len(res.Accepted) != len(c.units)-c.new {
			t.Errorf("%s: %d accepted, %d new, %d stale; want %d new, %d stale", name, len(res.Accepted), len(res.New), stale, c.new, c.stale)
		}
	}
	gone := of(t, "a: 1\n")
	if res := b.Match(gone, func(string) bool { return false }, nil); len(res.Stale) > 0 {
		t.Error("entries of a rule that did not run are stale")
	}
	b.Entries[0].File = "legacy/t.yaml"
	if res := b.Match(gone, always, []string{"legacy"}); len(res.Stale) != len(b.Entries)-1 {
		t.Error("entries of a file that was left out are stale")
	}
}

func TestReadsWhatItWrites(t *testing.T) {
	r := of(t, "url: «postgres://shop:s3cr3t@10.0.0.7/x»\nb: «60»\n", "a <b>", "c")
	r.Findings = append(r.Findings, r.Findings[1])
	b := Of(r, r.Findings)
	name := filepath.Join(t.TempDir(), File)
	if err := b.Write(name); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(data), "s3cr3t") {
		t.Errorf("a password in\n%s", data)
	}
	got, err := Read(os.DirFS(filepath.Dir(name)), File)
	if err != nil {
		t.Fatal(err)
	}
	if got.Size() != 3 || len(got.Entries) != 2 || got.Entries[0].line != 4 {
		t.Errorf("read %+v", got)
	}
	if res := got.Match(r, always, nil); len(res.Accepted) != 3 {
		t.Errorf("accepted %d", len(res.Accepted))
	}
	if err := got.Write(name); err != nil {
		t.Fatal(err)
	}
	if again, _ := os.ReadFile(name); string(again) != string(data) {
		t.Errorf("written again, it differs:\n%s", again)
	}
}

func TestMalformed(t *testing.T) {
	for content, want := range map[string]string{
		"": ":1:1: the file ends too early",
		"{\"version\": 1,\n \"findings\": [\n  {\"rule\": \"r\",\n": ":3:",
		"[]":                                 `:1:2: "{" must stand here`,
		"{\"version\": 2, \"findings\": []}": ":1:16: version 2: must be 1",
		"{\"findings\": []}":                 ":1:17: the version is missing",
		"{\"version\": 1, \"entries\": []}":  `unknown key "entries"`,
		"{\"version\": 1,\n\"findings\": [\n{\"rule\": \"r\"}]}":                                 ":3:1: an entry needs a rule, a file and a count",
		"{\"version\": 1,\n\"findings\": [\n{\"rule\": \"r\", \"line\": 3, \"x\": 1}]}":          ":3:1: ",
		"{\"version\": 1,\n\"findings\": [] x}":                                                  ":2:16: ",
		"{\"version\": 1, \"findings\": []} {}":                                                  "text behind the end",
		"{\"version\": 1,\n\"findings\": [\n{\"rule\": \"r\", \"file\": \"f\", \"count\": -4}]}": ":3:1: an entry needs",
	} {
		_, err := Read(fstest.MapFS{"b.json": {Data: []byte(content)}}, "b.json")
		var wrong *Error
		if !errors.As(err, &wrong) || !strings.HasPrefix(err.Error(), "b.json:") || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", content, err, want)
		}
	}
	if _, err := Read(fstest.MapFS{}, "b.json"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("{\"version\": 1, \"findings\": [{\"rule\": \"r\", \"file\": \"f\", \"line\": \"x\", \"count\": 1}]}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if b, err := parse("b.json", data); (b == nil) == (err == nil) {
			t.Errorf("%v, %v", b, err)
		}
	})
}
