package yamldoc

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The loaders of the platforms keep the last entry of a key that is there twice.
func TestLastEntryOfAKeyCounts(t *testing.T) {
	const text = "base: &b {Handler: base, Runtime: base, Runtime: late}\nfn:\n  Handler: app.old\n  <<: *b\n  Timeout: 3\n  Handler: app.new\n  ? [a, b]\n  : list\n"
	docs, problems := Parse("a.yaml", []byte(text))
	if len(docs) != 1 || len(problems) != 0 {
		t.Fatalf("got %d documents and problems %v", len(docs), problems)
	}
	fn := docs[0].Get("fn")
	got := map[string]string{}
	for k, v := range fn.Pairs() {
		if k.Kind() == Scalar {
			got[k.Text()] += v.Text()
		}
	}
	want := map[string]string{"Handler": "app.new", "Runtime": "late", "Timeout": "3"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for key, text := range want {
		if got := fn.Get(key).Text(); got != text {
			t.Errorf("Get(%s) = %q, want %q", key, got, text)
		}
	}
	if at := fn.Get("Handler").At(); at.Start != strings.Index(text, "app.new") {
		t.Errorf("range of Handler starts at %d", at.Start)
	}
}

func TestLastEntryOfManyKeys(t *testing.T) {
	text := "a: 1\n" + strings.Repeat("b: 1\nc: {d: 1, d: 2}\n", 50) + "a: 2\n"
	docs, _ := Parse("a.yaml", []byte(text))
	if got := docs[0].Len(); got != 3 {
		t.Errorf("%d entries", got)
	}
	if got := docs[0].Get("a").Text() + docs[0].Get("c", "d").Text(); got != "22" {
		t.Errorf("a and c.d are %s", got)
	}
}
