package suppress

import (
	"bytes"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

const (
	annotationWord = "archvet.dev/ignore-"
	metadataWord   = "Metadata"
)

// maxDepth bounds how deep an object is looked for; nobody nests deeper by hand.
const maxDepth = 60

// scopes walks a document and hands on every mapping with the range of its text: from
// its key to the end of the last line that is its own.
type scopes struct {
	data []byte
	see  func(n yamldoc.Node, within arch.Range)
}

func (s scopes) walk(key, n yamldoc.Node, depth int) {
	switch {
	case depth > maxDepth:
	case n.Kind() == yamldoc.Map:
		s.see(n, s.around(key, n))
		for k, v := range n.Pairs() {
			s.walk(k, v, depth+1)
		}
	case n.Kind() == yamldoc.List:
		for item := range n.Items() {
			s.walk(yamldoc.Node{}, item, depth+1)
		}
	}
}

func (s scopes) around(key, n yamldoc.Node) arch.Range {
	at := n.At()
	if key.Exists() && key.At().Start < at.Start {
		at.Start = key.At().Start
	}
	if i := bytes.IndexByte(s.data[min(at.End, len(s.data)):], '\n'); i >= 0 {
		at.End += i
	} else {
		at.End = len(s.data)
	}
	return at
}

// annotations returns the marks in the annotations of Kubernetes objects.
func annotations(file string, data []byte) []Mark {
	var marks []Mark
	add := func(key arch.Range, name, reason string, within arch.Range) {
		m := Mark{Kind: Annotation, Rule: strings.TrimPrefix(name, annotationWord), At: key, within: within}
		m.explain(reason)
		marks = append(marks, m)
	}
	docs, problems := yamldoc.ParseSome(file, data, func(text []byte) bool { return bytes.Contains(text, []byte(annotationWord)) })
	for _, doc := range docs {
		scopes{data: data, see: func(n yamldoc.Node, within arch.Range) {
			for k, v := range n.Get("metadata", "annotations").Pairs() {
				if strings.HasPrefix(k.Text(), annotationWord) {
					add(k.At(), k.Text(), v.Text(), within)
				}
			}
		}}.walk(yamldoc.Node{}, doc, 0)
	}
	if len(problems) > 0 && len(docs) == 0 {
		inTemplate(file, data, add)
	}
	return marks
}

// inTemplate reads the annotations of a file that is no YAML before it is filled in, by
// its lines; each holds for the document around it.
func inTemplate(file string, data []byte, add func(key arch.Range, name, reason string, within arch.Range)) {
	type found struct {
		key          arch.Range
		name, reason string
	}
	var pending []found
	start, pos := 0, 0
	flush := func(end int) {
		for _, f := range pending {
			add(f.key, f.name, f.reason, arch.Range{File: file, Start: start, End: end})
		}
		pending, start = nil, end
	}
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "---") {
			flush(pos)
		}
		if text := strings.TrimLeft(line, " \"'"); strings.HasPrefix(text, annotationWord) {
			name, reason, _ := strings.Cut(text, ":")
			at := pos + len(line) - len(text)
			name = strings.TrimRight(name, "\"'")
			pending = append(pending, found{arch.Range{File: file, Start: at, End: at + len(name)}, name, strings.Trim(reason, " \t\r\n\"'")})
		}
		pos += len(line)
	}
	flush(pos + 1)
}

// metadata returns the marks in the metadata of resources.
func metadata(file string, data []byte) []Mark {
	var marks []Mark
	docs, _ := yamldoc.ParseSome(file, data, func(text []byte) bool { return bytes.Contains(text, []byte(metadataWord)) }) // the loader tells what is broken
	for _, doc := range docs {
		scopes{data: data, see: func(n yamldoc.Node, within arch.Range) {
			for item := range n.Get(metadataWord, toolWord, "ignore").Items() {
				rule := item.Get("rule")
				if !rule.Exists() {
					continue
				}
				m := Mark{Kind: Metadata, Rule: rule.Text(), At: rule.At(), within: within}
				reason := item.Get("reason").Text()
				if until := item.Get("until"); until.Exists() {
					reason += " until=" + until.Text()
				}
				m.explain(reason)
				marks = append(marks, m)
			}
		}}.walk(yamldoc.Node{}, doc, 0)
	}
	return marks
}
