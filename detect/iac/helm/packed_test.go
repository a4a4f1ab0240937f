package helm

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/archvet/archvet/detect/source"
)

// entry is a file of an archive, of which size bytes are spaces.
type entry struct {
	name, text string
	size       int
	kind       byte
}

func archive(t *testing.T, entries ...entry) []byte {
	t.Helper()
	var buf bytes.Buffer
	z := gzip.NewWriter(&buf)
	w := tar.NewWriter(z)
	for _, e := range entries {
		h := &tar.Header{Name: e.name, Mode: 0o600, Size: int64(len(e.text) + e.size), Typeflag: tar.TypeReg}
		if e.kind != 0 {
			h.Typeflag, h.Linkname, h.Size = e.kind, e.text, 0
		}
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if e.kind == 0 {
			if _, err := w.Write([]byte(e.text + strings.Repeat(" ", e.size))); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

const pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: NAME}\nspec: {containers: [{image: own/a}]}\n"

// What an archive holds stays in it and in bounds, and the chart around it is read.
func TestHostileArchives(t *testing.T) {
	small := archive(t, entry{name: "q/Chart.yaml", text: "name: q\n"}, entry{name: "q/templates/q.yaml", text: strings.ReplaceAll(pod, "NAME", "q")})
	many := []entry{{name: "q/Chart.yaml", text: "name: q\n"}}
	for range 3000 {
		many = append(many, entry{name: "q/templates/" + strings.Repeat("a", len(many)%90) + ".yaml" + strings.Repeat("x", len(many)/90) + ".yaml"})
	}
	for name, c := range map[string]struct {
		data  []byte
		units int
		why   string
	}{
		"good":             {small, 2, ""},
		"bomb":             {archive(t, entry{name: "q/Chart.yaml", text: "name: q\n"}, entry{name: "q/big.yaml", size: 200 << 20}), 1, "larger than"},
		"many files":       {archive(t, many...), 1, "more than"},
		"not an archive":   {[]byte("hello"), 1, "not a compressed archive"},
		"cut off":          {small[:len(small)/2], 1, "not an archive"},
		"leads out":        {archive(t, entry{name: "../../c/templates/z.yaml", text: strings.ReplaceAll(pod, "NAME", "z")}, entry{name: "/q/Chart.yaml", text: "name: q\n"}), 1, ""},
		"links":            {archive(t, entry{name: "q/Chart.yaml", text: "../../c/Chart.yaml", kind: tar.TypeSymlink}, entry{name: "q/templates/a.yaml", text: "/etc/passwd", kind: tar.TypeLink}), 1, ""},
		"archive in it":    {archive(t, entry{name: "q/Chart.yaml", text: "name: q\n"}, entry{name: "q/charts/q.tgz", text: string(small)}), 2, ""},
		"marks in a name":  {archive(t, entry{name: "q.tgz!/Chart.yaml", text: "name: q\n"}), 1, ""},
		"directory's name": {archive(t, entry{name: "q", text: "x"}, entry{name: "q/Chart.yaml", text: "name: q\n"}), 1, ""},
	} {
		tree, err := source.New(fstest.MapFS{
			"c/Chart.yaml": {Data: []byte("name: c\n")}, "c/templates/a.yaml": {Data: []byte(strings.ReplaceAll(pod, "NAME", "a"))}, "c/charts/q-1.tgz": {Data: c.data},
		}, source.Options{MaxSize: 32 << 20})
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		d := Load(tree)
		if took := time.Since(start); took > time.Minute {
			t.Errorf("%s: took %v", name, took)
		}
		if len(d.Units) != c.units {
			t.Errorf("%s: %d units", name, len(d.Units))
		}
		why := ""
		for _, p := range tree.Problems() {
			why += p.Message
		}
		if (c.why == "") != (why == "") || !strings.Contains(why, c.why) {
			t.Errorf("%s: problems %q, want %q", name, why, c.why)
		}
	}
}
