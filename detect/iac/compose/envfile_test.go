package compose

import (
	"testing"
	"testing/fstest"

	"github.com/archvet/archvet/detect/source"
)

// Env files are read as Compose reads them.
func TestEnvFiles(t *testing.T) {
	tree, err := source.New(fstest.MapFS{
		"compose.yaml": {Data: []byte("services:\n  a:\n    image: own/a\n    env_file: [a.env, {path: gone.env, required: false}, {path: raw.env, format: raw}]\n")},
		"a.env":        {Data: []byte("\xef\xbb\xbfA: b\r\nQ=\"x\\n\\\"y\\\" \\$z\" # c\nS='$x'\nexport E=1\nC=a#b #c\n")},
		"raw.env":      {Data: []byte("R=\"x $y\"\n")},
	}, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	u := Load(tree).Units[0]
	got := u.EnvOpen
	for _, e := range u.Env {
		got += e.Name + "=" + e.Value.V + "|"
	}
	if want := "A=b|Q=x\n\"y\" $z|S=$x|E=1|C=a#b|R=\"x $y\"|"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
