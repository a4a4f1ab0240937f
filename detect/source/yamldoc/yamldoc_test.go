package yamldoc

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRangesAreTheTextItself(t *testing.T) {
	const text = "# é comment\nname: \"shop\\\"s\" # why\nünit: web\nref: !Ref Queue\nbase: &b {port: '80''a'}\ncopy: *b\nrun: |\n  a\n  b\nlist: [1, two]\n"
	docs, problems := Parse("a.yaml", []byte(text))
	if len(docs) != 1 || len(problems) != 0 {
		t.Fatalf("got %d documents and problems %v", len(docs), problems)
	}
	d := docs[0]
	for _, c := range []struct {
		node Node
		want string
	}{
		{d.Get("name"), `"shop\"s"`},
		{d.Get("ünit"), "web"},
		{d.Get("base", "port"), "'80''a'"},
		{d.Get("copy", "port"), "'80''a'"},
		{d.Get("run"), "|"},
		{d.Get("list").Index(1), "two"},
	} {
		at := c.node.At()
		if got := text[at.Start:at.End]; got != c.want {
			t.Errorf("range of %q covers %q", c.want, got)
		}
	}
	if got := d.Get("ref").Tag(); got != "!Ref" {
		t.Errorf("tag = %q", got)
	}
}

func TestBrokenDocumentLeavesTheOthers(t *testing.T) {
	const text = "a: 1\n---\nb: [\n---\nc: 3\n"
	docs, problems := Parse("a.yaml", []byte(text))
	if len(docs) != 2 || docs[1].Get("c").Int().V != 3 {
		t.Fatalf("got %d documents", len(docs))
	}
	if len(problems) != 1 || problems[0].At.File != "a.yaml" || problems[0].At.Start < strings.Index(text, "b:") {
		t.Errorf("problems = %+v", problems)
	}
}

func TestMergeKeys(t *testing.T) {
	docs, _ := Parse("a.yaml", []byte("base: &b {x: 1, y: 2}\nuse:\n  <<: *b\n  y: 3\n"))
	got := map[string]string{}
	for k, v := range docs[0].Get("use").Pairs() {
		got[k.Text()] = v.Text()
	}
	if diff := cmp.Diff(map[string]string{"x": "1", "y": "3"}, got); diff != "" {
		t.Error(diff)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("a: &x [1, *x]\n---\nb: {c: !Ref d}\n")
	f.Add("a: |\n  x\n--- \n? k\n: v\n")
	f.Fuzz(func(t *testing.T, text string) {
		docs, problems := Parse("f.yaml", []byte(text))
		for _, p := range problems {
			if p.At.Start < 0 || p.At.End > len(text) || p.At.Start > p.At.End {
				t.Fatalf("problem outside of its file: %+v", p)
			}
		}
		for _, d := range docs {
			walk(t, d, len(text), 0)
		}
	})
}

func walk(t *testing.T, n Node, size, depth int) {
	at := n.At()
	if at.Start < 0 || at.End > size || at.Start > at.End {
		t.Fatalf("range outside of its file: %+v", at)
	}
	if depth > 20 {
		return
	}
	if inner, _ := n.Inner(); depth < 3 {
		for _, d := range inner {
			walk(t, d, size, depth+1)
		}
	}
	for k, v := range n.Pairs() {
		walk(t, k, size, depth+1)
		walk(t, v, size, depth+1)
	}
	for i := range n.Items() {
		walk(t, i, size, depth+1)
	}
}

func TestInnerKeepsPlaces(t *testing.T) {
	const text = "patches:\n- patch: |-\n    - op: add\n\n      value: näme\n  target: x\n- patch: '{a: [1, two]}'\n- patch: \"{a: \\\"b\\\"}\"\n"
	docs, _ := Parse("a.yaml", []byte(text))
	list := docs[0].Get("patches")
	block, problems := list.Index(0).Get("patch").Inner()
	if len(block) != 1 || len(problems) != 0 {
		t.Fatalf("got %d documents and problems %v", len(block), problems)
	}
	flow, _ := list.Index(1).Get("patch").Inner()
	for _, c := range []struct {
		node Node
		want string
	}{{block[0].Index(0).Get("value"), "näme"}, {flow[0].Get("a").Index(1), "two"}} {
		at := c.node.At()
		if got := text[at.Start:at.End]; got != c.want || c.node.File() != "a.yaml" {
			t.Errorf("range of %q covers %q", c.want, got)
		}
	}
	if escaped, _ := list.Index(2).Get("patch").Inner(); escaped != nil {
		t.Error("places of a text with escapes are made up")
	}
}

func TestRangesInLongLines(t *testing.T) {
	text := "[" + strings.Repeat(`{"k": "é"}, `, 500) + `{"k": last}]`
	docs, _ := Parse("a.json", []byte(text))
	for _, i := range []int{0, 21, 22, 128, 499} {
		at := docs[0].Index(i).Get("k").At()
		if got := text[at.Start:at.End]; got != `"é"` {
			t.Errorf("range of item %d covers %q", i, got)
		}
	}
	at := docs[0].Index(500).Get("k").At()
	if got := text[at.Start:at.End]; got != "last" {
		t.Errorf("range of the last item covers %q", got)
	}
}

// The lines of a literal block have their own places; other text has none.
func TestLines(t *testing.T) {
	text := "# x\na: |\n  one\n\n    two é\nb: |-\r\n  three\r\nc: >\n  four\nd: |+\n  five\n\n---\ne: |\n  six"
	docs, _ := Parse("a.yaml", []byte(text))
	for key, want := range map[string][]string{"a": {"one", "", "  two é"}, "b": {"three"}, "c": nil, "d": {"five", ""}, "e": {"six"}} {
		n := docs[0].Get(key)
		if key == "e" {
			n = docs[1].Get(key)
		}
		var got []string
		for _, at := range n.Lines() {
			got = append(got, text[at.Start:at.End])
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", key, diff)
		}
	}
}

func TestWithText(t *testing.T) {
	docs, _ := Parse("a.yaml", []byte("Topic${Name}: 1\n"))
	for key := range docs[0].Pairs() {
		other := key.WithText("TopicOrders")
		if other.Text() != "TopicOrders" || other.String().V != "TopicOrders" || other.At() != key.At() || key.Text() != "Topic${Name}" {
			t.Errorf("got %q at %v", other.Text(), other.At())
		}
	}
}

func TestBuilder(t *testing.T) {
	text := "x = {\n  ключ: 'значение', n: 12 }"
	b := NewBuilder("a.ts", []byte(text))
	place := func(s string) Mark { return b.Mark(strings.Index(text, s)) }
	n := b.Map(place("{"), b.Text(place("ключ"), "ключ", 0), b.Text(place("'"), "значение", '\''), b.Text(place("n:"), "n", 0), b.Word(place("12"), "12"))
	at := n.Get("ключ").At()
	if got := text[at.Start:at.End]; got != "'значение'" {
		t.Errorf("the value is at %q", got)
	}
	at = n.Get("n").At()
	if got := text[at.Start:at.End]; got != "12" || n.Get("n").Int().V != 12 {
		t.Errorf("the number is %v at %q", n.Get("n").Int(), got)
	}
	if n.At().Start != strings.Index(text, "{") {
		t.Errorf("the mapping is at %v", n.At())
	}
}
