package archtest

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/archvet/archvet/detect/source"
)

// want is one expectation: a regular expression for a line of a file.
type want struct {
	file    string
	line    int
	related bool
	re      *regexp.Regexp
	met     bool
}

func (w *want) String() string {
	kind := "finding"
	if w.related {
		kind = "related position"
	}
	return fmt.Sprintf("%s:%d: no %s matches %q", w.file, w.line, kind, w.re)
}

// sidecar is the ending of a file that holds the expectations for a file whose
// format has no comments.
const sidecar = ".want"

var (
	comment = regexp.MustCompile(`(?://|#|--|/\*|<!--|;)\s*(want(?:related)?(?:[+-]\d+)?\s+["` + "`].*)")
	lined   = regexp.MustCompile(`^(\d+)\s+(want(?:related)?\s+["` + "`].*)")
	keyword = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\s*want(related)?([+-]\d+)?\s+`) })
)

// wants reads the expectations out of every text file of a fixture.
func wants(tree *source.Tree) ([]*want, error) {
	var all []*want
	for _, f := range tree.Files() {
		data, err := f.Data()
		if err != nil || f.IsBinary() || !bytes.Contains(data, []byte("want")) || strings.HasSuffix(f.Path, ".golden") {
			continue
		}
		file, beside := strings.CutSuffix(f.Path, sidecar)
		n := 0
		for text := range strings.Lines(string(data)) {
			n++
			line, rest := n, ""
			if beside {
				if m := lined.FindStringSubmatch(text); m != nil {
					line, _ = strconv.Atoi(m[1]) // digits; an absurd number matches no line
					rest = m[2]
				}
			} else if m := comment.FindStringSubmatch(text); m != nil {
				rest = m[1]
			}
			ws, err := parse(rest)
			if err != nil {
				return nil, fmt.Errorf("%s:%d: %w", f.Path, n, err)
			}
			for _, w := range ws {
				w.file, w.line = file, line+w.line
				all = append(all, w)
			}
		}
	}
	return all, nil
}

// parse reads `want "a" "b" wantrelated+1 "c"`; line holds the offset. Whatever
// follows the last string, such as the end of a comment, is ignored.
func parse(s string) ([]*want, error) {
	var ws []*want
	var related bool
	var offset int
	for {
		if m := keyword().FindStringSubmatch(s); m != nil {
			related = m[1] != ""
			offset, _ = strconv.Atoi(m[2]) // "" is 0
			s = s[len(m[0]):]
		}
		s = strings.TrimLeft(s, " \t")
		if s == "" || s[0] != '"' && s[0] != '`' {
			return ws, nil
		}
		quoted, err := strconv.QuotedPrefix(s)
		if err != nil {
			return nil, fmt.Errorf("want: bad string: %s", s)
		}
		text, err := strconv.Unquote(quoted)
		if err != nil {
			return nil, fmt.Errorf("want: bad string: %s", s)
		}
		re, err := regexp.Compile(text)
		if err != nil {
			return nil, fmt.Errorf("want: %w", err)
		}
		ws = append(ws, &want{line: offset, related: related, re: re})
		s = s[len(quoted):]
	}
}
