package suppress

import (
	"path"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/source"
)

const (
	ignoreWord = "archvet:ignore"
	nolintWord = "nolint:"
	toolWord   = "archvet"
)

// leaders begin a comment, in the order in which they are tried. Languages with one
// kind of comment have a row of their own: in the others' a mark is text that tells of
// marks, as in a page of documentation.
var (
	leaders = []string{"//", "#", "/*", "--", "<!--", ";", "*"}
	ofC     = []string{"//", "/*", "*"}
	ofShell = []string{"#"}
	ofYAML  = []string{"#", "/*"} // the second is that of templates
	byExt   = map[string][]string{
		".go": ofC, ".js": ofC, ".mjs": ofC, ".cjs": ofC, ".jsx": ofC, ".ts": ofC, ".mts": ofC, ".cts": ofC, ".tsx": ofC, ".java": ofC, ".kt": ofC, ".cs": ofC,
		".bicep": ofC, ".py": ofShell, ".toml": ofShell, ".sh": ofShell, ".md": {"<!--"},
		".yaml": ofYAML, ".yml": ofYAML, ".tf": {"#", "//", "/*", "*"},
	}
)

// comments returns the marks in the comments of a file.
func comments(file string, data []byte) []Mark {
	known, ok := byExt[path.Ext(file)]
	if !ok {
		known = leaders
	}
	lines := strings.Split(string(data), "\n")
	starts := source.LineStarts(data)
	var marks []Mark
	for i, line := range lines {
		for _, m := range onLine(line, known, path.Ext(file) == ".go") {
			m.At = arch.Range{File: file, Start: starts[i] + m.At.Start, End: starts[i] + m.At.End}
			m.first, m.last = i+1, i+1
			for alone(lines[m.last-1], known) && m.last < len(lines) {
				m.last++
			}
			marks = append(marks, m)
		}
	}
	return marks
}

// onLine returns the marks of one line, at their offsets in it.
func onLine(line string, known []string, isGo bool) []Mark {
	if start := begins(line, ignoreWord, known); start >= 0 {
		return ignores(line, start)
	}
	start := begins(line, nolintWord, []string{"//"})
	if !isGo || start < 0 {
		return nil
	}
	linters, reason, _ := strings.Cut(line[start+len(nolintWord):], " ")
	if !slices.Contains(strings.Split(linters, ","), toolWord) {
		return nil
	}
	m := Mark{Kind: Comment, At: arch.Range{Start: start, End: start + len(nolintWord) + len(linters)}}
	m.explain(strings.TrimLeft(reason, " \t/"))
	return []Mark{m}
}

// begins returns where a comment of the line begins with a word, or -1.
func begins(line, word string, known []string) int {
	for from := 0; ; {
		i := strings.Index(line[from:], word)
		if i < 0 {
			return -1
		}
		i += from
		before := strings.TrimRight(line[:i], " \t")
		for _, l := range known {
			// What continues a comment of several lines begins its line.
			if strings.HasSuffix(before, l) && (l != "*" || strings.TrimSpace(before) == l) {
				return i
			}
		}
		from = i + len(word)
	}
}

// ignores returns a mark for each rule that the text behind the word names.
func ignores(line string, start int) []Mark {
	rest := line[start+len(ignoreWord):]
	if rest != "" && rest[0] != ' ' && rest[0] != '\t' {
		return nil // a longer word
	}
	var rules []string
	for more := true; more; {
		word, after, _ := strings.Cut(strings.TrimLeft(rest, " \t"), " ")
		more = strings.HasSuffix(word, ",")
		for name := range strings.SplitSeq(word, ",") {
			if name = strings.TrimSpace(name); name != "" {
				rules = append(rules, name)
			}
		}
		rest = after
	}
	reason := strings.TrimSpace(rest)
	for _, end := range []string{"*/}}", "*/", "-->", "#}"} {
		reason = strings.TrimSpace(strings.TrimSuffix(reason, end))
	}
	var marks []Mark
	for _, rule := range rules {
		at := start + len(ignoreWord) + strings.Index(line[start+len(ignoreWord):], rule)
		m := Mark{Kind: Comment, Rule: rule, At: arch.Range{Start: at, End: at + len(rule)}}
		m.explain(strings.TrimLeft(reason, "-: "))
		marks = append(marks, m)
	}
	return marks
}

// alone reports whether a line holds nothing but a comment. What stands at the end of
// a line is about that line.
func alone(line string, known []string) bool {
	line = strings.TrimSpace(line)
	if template, ok := strings.CutPrefix(line, "{{"); ok {
		line = strings.TrimLeft(template, "- ")
	}
	return slices.ContainsFunc(known, func(l string) bool {
		if l == "--" || l == "*" { // also begin what is no comment
			l += " "
		}
		return strings.HasPrefix(line+" ", l) || line == "*/"
	})
}
