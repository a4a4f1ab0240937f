package text

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/archvet/archvet/cmd/internal/report"
	"github.com/archvet/archvet/cmd/internal/report/sample"
	"github.com/archvet/archvet/cmd/internal/terminal"
	"github.com/archvet/archvet/detect"
	"github.com/archvet/archvet/detect/arch"
)

func write(t *testing.T, r *report.Report, o Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, r, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestGolden(t *testing.T) {
	for name, o := range map[string]Options{
		"plain":   {},
		"narrow":  {Width: 60},
		"colour":  {Palette: terminal.Palette{On: true}},
		"verbose": {Verbose: true},
		"quiet":   {Quiet: true},
	} {
		t.Run(name, func(t *testing.T) {
			got := write(t, sample.Report(t), o)
			sample.Golden(t, "testdata/"+name+".txt", []byte(got))
			for line := range strings.Lines(got) {
				if l := strings.TrimSuffix(line, "\n"); strings.TrimRight(l, " ") != l {
					t.Errorf("trailing space: %q", l)
				}
			}
		})
	}
}

func TestEmpty(t *testing.T) {
	for name, files := range map[string]fstest.MapFS{
		"nothing to analyse, there are no files here":     {},
		"no IaC and nothing deployable found in 1 file\n": {"README": {Data: []byte("x")}},
	} {
		repo, err := detect.LoadFS(files, detect.Options{})
		if err != nil {
			t.Fatal(err)
		}
		repo.Arch = &arch.Architecture{Style: arch.NoStyle}
		if got := write(t, &report.Report{Repo: repo}, Options{}); !strings.Contains(got, name) {
			t.Errorf("got %q, want %q in it", got, name)
		}
	}
}

// What stands in a frame comes from the repository: long lines, tabs, broken ranges
// and control characters must neither break the layout nor the program.
func TestFrameOfHostileLines(t *testing.T) {
	long := strings.Repeat("x", 500) + "HERE" + strings.Repeat("y", 500)
	text := "\t\t\t\t\tdeep()\n" + long + "\n\x1b[31m\xff\xfe世界 bad()\n\n"
	repo, err := detect.LoadFS(fstest.MapFS{"f.go": {Data: []byte(text)}}, detect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	repo.Arch = &arch.Architecture{}
	for start := -5; start < len(text)+10; start += 7 {
		for _, n := range []int{-3, 0, 1, 40, 5000} {
			at := arch.Range{File: "f.go", Start: start, End: start + n}
			got := write(t, &report.Report{Repo: repo, Findings: []arch.Finding{{Rule: "r", Severity: arch.Hint, At: at}}}, Options{})
			for line := range strings.Lines(got) {
				if terminal.Width(strings.TrimSuffix(line, "\n")) > terminal.DefaultWidth {
					t.Fatalf("range %v: line too wide: %q", at, line)
				}
				if l := strings.TrimSuffix(line, "\n"); !utf8.ValidString(l) || strings.ContainsAny(l, "\x1b\t") {
					t.Fatalf("range %v: control character in %q", at, line)
				}
			}
		}
	}
}
