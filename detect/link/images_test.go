package link

import (
	"testing"
	"testing/fstest"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source"
)

func hintTree(t *testing.T) *source.Tree {
	t.Helper()
	tree, err := source.New(fstest.MapFS{
		"cart/Dockerfile": {}, "cart/main.py": {}, "web/Dockerfile": {}, "web/main.py": {}, "deploy/app.yaml": {Data: []byte("image")}, "build.sh": {Data: []byte("build")},
	}, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func hintAt(image, dir string) iac.Hint {
	return iac.Hint{Image: image, Dir: dir, Dockerfile: dir + "/Dockerfile", At: arch.Range{File: "build.sh", End: 5}}
}

func imageUnit(name, image string) *iac.Unit {
	at := arch.Range{File: "deploy/app.yaml", End: 5}
	return &iac.Unit{ID: name, Scope: "deploy", Name: name, Kind: arch.Service, Platform: arch.Kubernetes, Format: "kubernetes", At: at, Code: iac.Code{Image: arch.Given(image, at)}}
}

// An image whose name is that of no directory is found by what builds it; one that is
// built from two places is not, unless what is in front of its name tells them apart.
func TestHints(t *testing.T) {
	for name, c := range map[string]struct {
		image string
		hints []iac.Hint
		want  string
	}{
		"one":                 {"reg/shop/basket:v1", []iac.Hint{hintAt("reg/shop/basket", "cart")}, "cart"},
		"agree":               {"basket", []iac.Hint{hintAt("a/basket", "cart"), hintAt("b/basket", "cart")}, "cart"},
		"two places":          {"basket", []iac.Hint{hintAt("a/basket", "cart"), hintAt("b/basket", "web")}, ""},
		"told apart by path":  {"gcr.io/x/b/basket", []iac.Hint{hintAt("a/basket", "cart"), hintAt("b/basket", "web")}, "web"},
		"another image":       {"basket", []iac.Hint{hintAt("trolley", "cart")}, ""},
		"declared beats hint": {"cart", nil, "cart"},
	} {
		a := Link(Input{Tree: hintTree(t), Declared: []iac.Declared{{Units: []*iac.Unit{imageUnit("u", c.image)}}, {Hints: c.hints}}})
		got := ""
		for _, u := range a.Units {
			got = u.Code
		}
		if got != c.want {
			t.Errorf("%s: code is %q, want %q", name, got, c.want)
		}
	}
}
