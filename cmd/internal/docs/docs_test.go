package docs

import (
	"bytes"
	"flag"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the pages instead of comparing with them")

const root = "../../.."

// TestPages keeps the pages under docs/ those of the sources.
func TestPages(t *testing.T) {
	pages, err := Pages(os.DirFS(root))
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(root, Dir)
	if *update {
		if err := os.RemoveAll(filepath.Join(dir, "rules")); err != nil {
			t.Fatal(err)
		}
		for name, page := range pages {
			file := filepath.Join(dir, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, page, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		return
	}
	const how = "; run: go test ./cmd/internal/docs -update"
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		got, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil || !bytes.Equal(got, pages[name]) {
			t.Errorf("%s/%s is missing or stale%s", Dir, name, how)
		}
	}
	old, err := fs.Glob(os.DirFS(dir), "rules/*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range old {
		if pages[name] == nil {
			t.Errorf("%s/%s is the page of no rule%s", Dir, name, how)
		}
	}
}

// No page has a script, what it opens it closes, and its links within the site lead
// somewhere.
func TestPagesAreSound(t *testing.T) {
	pages, err := Pages(os.DirFS(root))
	if err != nil {
		t.Fatal(err)
	}
	link := regexp.MustCompile(`<a href="([^"]*)"`)
	for name, page := range pages {
		text := string(page)
		if strings.Contains(text, "<script") {
			t.Errorf("%s: a script", name)
		}
		for _, tag := range []string{"a", "pre", "ol", "ul", "table", "code", "strong", "em", "h1", "h2", "h3", "h4", "body"} {
			opened := len(regexp.MustCompile("<"+tag+"[ >]").FindAllString(text, -1))
			if closed := strings.Count(text, "</"+tag+">"); opened != closed {
				t.Errorf("%s: %d times <%s>, %d times </%s>", name, opened, tag, closed, tag)
			}
		}
		for _, m := range link.FindAllStringSubmatch(text, -1) {
			to := path.Join(path.Dir(name), m[1])
			if !strings.HasPrefix(m[1], "http") && pages[to] == nil {
				t.Errorf("%s: a link to %s, which there is not", name, m[1])
			}
		}
	}
}

func TestMarkdown(t *testing.T) {
	got := markdown("# Title <x>\n\nIntro with `a*b*` and **bold**,\nand [a link](https://example.com).\n\n1. First\n   goes on.\n   - Verify: *x*.\n2. Second.\n\n```\na < b\n```\n\nEnd.\n")
	want := "<h2>Title &lt;x&gt;</h2>\n<p>Intro with <code>a*b*</code> and <strong>bold</strong>, and <a href=\"https://example.com\">a link</a>.</p>\n" +
		"<ol>\n<li>First goes on.\n<ul>\n<li>Verify: <em>x</em>.\n</ul>\n<li>Second.\n</ol>\n<pre>a &lt; b\n</pre>\n<p>End.</p>\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
