package yamldoc

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/source"
)

// document is one YAML document of a file: where its text begins, and where its
// lines do.
type document struct {
	file   string
	base   int // offset of text in the file
	text   []byte
	starts []int
	ascii  bool // a column is then a byte
	marks  map[int][]int
}

// Parse reads the documents of a file. A document that does not parse gives a
// problem with its position, and the others are returned all the same.
func Parse(file string, data []byte) ([]Node, []arch.Problem) {
	return ParseSome(file, data, func([]byte) bool { return true })
}

// ParseSome is Parse without the documents whose text is not wanted: a look at a few
// bytes is far cheaper than a parse.
func ParseSome(file string, data []byte, wanted func(text []byte) bool) ([]Node, []arch.Problem) {
	var docs []Node
	var problems []arch.Problem
	for _, part := range split(data) {
		if !wanted(part.text) {
			continue
		}
		d := &document{file: file, base: part.base, text: part.text}
		root, err := d.parse()
		if err != nil {
			problems = append(problems, arch.Problem{At: d.errorAt(err), Message: message(err)})
			continue
		}
		if root.Exists() {
			docs = append(docs, root)
		}
	}
	return docs, problems
}

// ParseFile reads the documents of a file of the tree, and records its problems there.
func ParseFile(t *source.Tree, f *source.File) []Node {
	data, err := f.Data()
	if err != nil {
		return nil // recorded by Data
	}
	docs, problems := Parse(f.Path, data)
	for _, p := range problems {
		t.Report(p)
		t.Skip(f.Path, p.Message)
	}
	return docs
}

type part struct {
	base int
	text []byte
}

// split cuts a file at its document marks. The YAML library gives up on the whole
// stream at the first broken document, so each gets a parse of its own.
func split(data []byte) []part {
	var parts []part
	start := 0
	for pos := 0; pos < len(data); {
		end := len(data)
		if i := bytes.IndexByte(data[pos:], '\n'); i >= 0 {
			end = pos + i + 1
		}
		line := data[pos:end]
		if bytes.HasPrefix(line, []byte("---")) && (len(bytes.TrimRight(line, "\r\n")) == 3 || line[3] == ' ' || line[3] == '\t') && pos > start {
			parts = append(parts, part{start, data[start:pos]})
			start = pos
		}
		pos = end
	}
	return append(parts, part{start, data[start:]})
}

func (d *document) parse() (root Node, err error) {
	defer func() {
		if r := recover(); r != nil { // the library panics on some malformed input
			err = fmt.Errorf("yaml: %v", r)
		}
	}()
	if len(bytes.TrimSpace(d.text)) == 0 {
		return Node{}, nil
	}
	if !utf8.Valid(d.text) {
		return Node{}, fmt.Errorf("yaml: not valid UTF-8")
	}
	var y yaml.Node
	if err := yaml.Unmarshal(d.text, &y); err != nil {
		return Node{}, err
	}
	if y.Kind != yaml.DocumentNode || len(y.Content) == 0 {
		return Node{}, nil
	}
	if err := d.checkAliases(&y); err != nil {
		return Node{}, err
	}
	dropEarlier(y.Content[0])
	d.starts = source.LineStarts(d.text)
	d.ascii = isASCII(d.text)
	d.mark()
	return Node{doc: d}.wrap(y.Content[0]), nil
}

func isASCII(text []byte) bool {
	for _, c := range text {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

var (
	errLine = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`line (\d+)`) })
	// The library counts lines from 1 in errors of its scanner, and from 0 in these of
	// its parser.
	fromZero = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`: (did not find expected ('-'|',' or|<|key$|node content)|found (duplicate|incompatible|undefined tag))`)
	})
)

func (d *document) errorAt(err error) arch.Range {
	at := arch.Range{File: d.file, Start: d.base, End: d.base}
	m := errLine().FindStringSubmatch(err.Error())
	if m == nil {
		return at
	}
	n, convErr := strconv.Atoi(m[1])
	if fromZero().MatchString(err.Error()) {
		n++
	}
	starts := source.LineStarts(d.text)
	if convErr != nil || n < 1 || n > len(starts) {
		return at
	}
	at.Start += starts[n-1]
	at.End = at.Start + lineLen(d.text[starts[n-1]:])
	return at
}

var errPlace = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^yaml: (unmarshal errors:\s*)?(line \d+: )?`) })

func message(err error) string {
	return "not valid YAML: " + strings.TrimSpace(errPlace().ReplaceAllString(err.Error(), ""))
}

func lineLen(text []byte) int {
	if i := bytes.IndexByte(text, '\n'); i >= 0 {
		return len(bytes.TrimRight(text[:i], "\r"))
	}
	return len(text)
}
