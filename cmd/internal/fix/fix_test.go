package fix

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect"
	"github.com/archvet/archvet/detect/arch"
)

var files = map[string]string{
	"a.go":          "package a\n\n// Timeout is long.\nconst Timeout = 60 // seconds\n",
	"t.yaml":        "# head\nTimeout:   60 # long\nOther: {Timeout: 50}\n",
	"t.json":        "{\n\t\"Timeout\": 60\n}",
	"m/main.tf":     "resource \"x\" \"y\" {\n  timeout = 60 # long\n}\n",
	"c/t/tmpl.yaml": "{{- if .x }}\ntimeout: 60\n{{- end }}\n",
}

func load(t *testing.T) (string, *os.Root, *detect.Repository) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o640); err != nil {
			t.Fatal(err)
		}
	}
	repo, err := detect.Load(dir, detect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = root.Close() })
	return dir, root, repo
}

// to is a finding whose fix replaces a text in files.
func to(old, text string, names ...string) arch.Finding {
	f := arch.Finding{Rule: "r"}
	for _, name := range names {
		start := strings.Index(files[name], old)
		f.Fix = append(f.Fix, arch.Edit{At: arch.Range{File: name, Start: start, End: start + len(old)}, New: text})
	}
	return f
}

func refusals(p *Plan) []string {
	var out []string
	for _, r := range p.Refused {
		out = append(out, r.Why)
	}
	return out
}

func read(t *testing.T, dir, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestFixesKeepEverythingElse(t *testing.T) {
	dir, root, repo := load(t)
	p := New(root, repo, []arch.Finding{
		to("60", "28", "a.go"),
		to("60", "28", "t.yaml"),
		to("60", "28", "t.yaml"),
		to("50", "29", "t.yaml"),
		to("60", "28", "t.json", "m/main.tf"),
		to("60", "{{ .t }}", "c/t/tmpl.yaml"),
		{Rule: "none"},
	})
	if len(p.Refused) > 0 || len(p.Fixed) != 6 {
		t.Fatalf("%d fixed, refused: %v", len(p.Fixed), refusals(p))
	}
	if got := string(p.Diff()); !strings.Contains(got, "\n-  timeout = 60 # long\n+  timeout = 28 # long\n") || strings.Contains(got, "diff ") {
		t.Errorf("diff:\n%s", got)
	}
	if got := read(t, dir, "a.go"); got != files["a.go"] {
		t.Fatalf("written before it was asked for: %s", got)
	}
	if err := p.Write(root); err != nil {
		t.Fatal(err)
	}
	got, want := map[string]string{}, map[string]string{}
	for name, text := range files {
		got[name] = read(t, dir, name)
		want[name] = strings.NewReplacer("60", "28", "50", "29").Replace(text)
	}
	want["c/t/tmpl.yaml"] = strings.Replace(files["c/t/tmpl.yaml"], "60", "{{ .t }}", 1)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	if info, err := os.Stat(filepath.Join(dir, "a.go")); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if left, err := filepath.Glob(filepath.Join(dir, "*.archvet*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestRefusedWhole(t *testing.T) {
	for name, c := range map[string]struct {
		prepare  func(t *testing.T, dir string)
		findings []arch.Finding
		fixed    []string // files
		refused  []string
	}{
		"two at one place": {
			nil,
			[]arch.Finding{to("60", "28", "t.yaml", "a.go"), to("60", "90", "t.yaml"), to("50", "29", "t.yaml")},
			[]string{"t.yaml"},
			[]string{"it edits the same place as the fix of r", "it edits the same place as the fix of r"},
		},
		"overlap": {
			nil,
			[]arch.Finding{to("60 # long", "28", "t.yaml"), to("# long", "", "t.yaml")},
			nil,
			[]string{"it edits the same place as the fix of r", "it edits the same place as the fix of r"},
		},
		"changed since": {
			func(t *testing.T, dir string) { write(t, dir, "t.yaml", "Timeout: 60\n") },
			[]arch.Finding{to("60", "28", "t.yaml", "a.go"), to("60", "28", "t.json")},
			[]string{"t.json"},
			[]string{"t.yaml was changed since it was read"},
		},
		"unreadable after": {
			nil, []arch.Finding{to("60", "28", "t.json"), to("60", "", "t.json"), to("60", "[", "t.yaml", "a.go"), to("60", "x y z", "a.go"), to("60 ", "{ ", "m/main.tf")}, nil, nil,
		},
		"a link": {
			func(t *testing.T, dir string) {
				write(t, dir, "elsewhere", files["t.yaml"])
				if err := os.Remove(filepath.Join(dir, "t.yaml")); err != nil {
					t.Fatal(err)
				}
				if err := os.Symlink("elsewhere", filepath.Join(dir, "t.yaml")); err != nil {
					t.Skip(err)
				}
			},
			[]arch.Finding{to("60", "28", "t.yaml")},
			nil,
			[]string{"t.yaml is not a plain file"},
		},
		"through a link": {
			func(t *testing.T, dir string) {
				if err := os.Rename(filepath.Join(dir, "m"), filepath.Join(dir, "n")); err != nil {
					t.Fatal(err)
				}
				if err := os.Symlink("n", filepath.Join(dir, "m")); err != nil {
					t.Skip(err)
				}
			},
			[]arch.Finding{to("60", "28", "m/main.tf")},
			nil,
			[]string{"m/main.tf is reached through a link"},
		},
		"outside": {
			nil,
			[]arch.Finding{{Fix: []arch.Edit{{At: arch.Range{File: "../x", End: 1}}}}, {Fix: []arch.Edit{{At: arch.Range{File: "a.go", Start: 90, End: 900}}}}},
			nil,
			[]string{"../x is not a file of the repository's own", "edit of a.go, bytes 90 to 900, overlaps another or leaves the file"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir, root, repo := load(t)
			if _, err := repo.Tree.File("t.yaml").Data(); err != nil {
				t.Fatal(err)
			}
			if _, err := repo.Tree.File("m/main.tf").Data(); err != nil {
				t.Fatal(err)
			}
			if c.prepare != nil {
				c.prepare(t, dir)
			}
			p := New(root, repo, c.findings)
			if diff := cmp.Diff(c.fixed, p.Files()); diff != "" {
				t.Errorf("files (-want +got):\n%s", diff)
			}
			if c.refused == nil {
				if len(p.Fixed) > 0 {
					t.Errorf("fixed %v", p.Fixed)
				}
				return
			}
			if diff := cmp.Diff(c.refused, refusals(p)); diff != "" {
				t.Errorf("refused (-want +got):\n%s", diff)
			}
		})
	}
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
