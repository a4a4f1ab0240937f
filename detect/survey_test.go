package detect

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/archvet/archvet/detect/arch"
)

// TestSurvey wants file by file who read it, how much came of it, and each value that
// stayed unknown with its reason.
func TestSurvey(t *testing.T) {
	repo, err := LoadFS(fstest.MapFS{
		"compose.yaml": {Data: []byte(`services:
  web:
    build: web
    environment:
      STOCK: http://stock:8080
      TOKEN: ${TOKEN}
  stock:
    build: stock
    environment:
      TOKEN: ${TOKEN}
`)},
		"web/main.go":       {Data: []byte("package main\n\nfunc main() {}\n")},
		"web/Dockerfile":    {Data: []byte("FROM golang\nCOPY . .\nRUN go build -o /web .\nCMD [\"/web\"]\n")},
		"stock/Dockerfile":  {Data: []byte("FROM golang\nCOPY . .\nCMD [\"/stock\"]\n")},
		"config/broken.yml": {Data: []byte("kind: Deployment\napiVersion: apps/v1\n  x: [\n")},
		"notes.yaml":        {Data: []byte("nothing: here\n")},
	}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]arch.FileCoverage{}
	for _, f := range repo.Arch.Coverage.Files {
		got[f.File] = f
	}
	for file, by := range map[string][]string{"compose.yaml": {"compose"}, "web/main.go": {"Go"}, "web/Dockerfile": {"dockerfile"}, "notes.yaml": nil} {
		if diff := cmp.Diff(by, got[file].By, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-want +got)\n%s", file, diff)
		}
	}
	var hidden []string
	for _, h := range got["compose.yaml"].Hidden {
		hidden = append(hidden, h.Of[0]+" "+h.What)
	}
	if diff := cmp.Diff([]string{"web env TOKEN", "stock env TOKEN"}, hidden); diff != "" {
		t.Errorf("hidden (-want +got)\n%s", diff)
	}
	if got["compose.yaml"].Values < 3 || repo.Arch.Coverage.ValuesUnknown != 2 {
		t.Errorf("%d values, %d unknown in all", got["compose.yaml"].Values, repo.Arch.Coverage.ValuesUnknown)
	}
}

func TestWordsOfFields(t *testing.T) {
	if got := words([]string{"Settings", "MinReplicas"}); got != "settings min replicas" {
		t.Errorf("got %q", got)
	}
}
