package yamldoc

import (
	"bytes"
	"errors"

	"gopkg.in/yaml.v3"
)

// maxExpanded bounds how many nodes a document has when every alias is looked
// through. Walking it stays possible then, whatever it repeats; the largest
// documents that people write with anchors are a hundredth of this.
const maxExpanded = 1_000_000

var (
	errCircle = errors.New("yaml: an anchor that contains itself")
	errBomb   = errors.New("yaml: its aliases stand for too many values")
)

// checkAliases refuses a document whose aliases make it endless or huge.
func (d *document) checkAliases(root *yaml.Node) error {
	if bytes.IndexByte(d.text, '*') < 0 {
		return nil
	}
	e := expansion{sizes: map[*yaml.Node]int{}}
	if e.size(root); e.err != nil {
		return e.err
	}
	return nil
}

// expansion counts nodes with their aliases looked through.
type expansion struct {
	sizes map[*yaml.Node]int // of what has an anchor; -1 while it is being counted
	err   error
}

func (e *expansion) size(y *yaml.Node) int {
	if y == nil || e.err != nil {
		return 0
	}
	if y.Kind == yaml.AliasNode {
		return e.size(y.Alias)
	}
	if y.Anchor != "" {
		if n, ok := e.sizes[y]; ok {
			if n < 0 {
				e.err = errCircle
			}
			return n
		}
		e.sizes[y] = -1
	}
	n := 1
	for _, c := range y.Content {
		n += e.size(c)
		if n > maxExpanded && e.err == nil && len(e.sizes) > 0 {
			e.err = errBomb
		}
	}
	if y.Anchor != "" {
		e.sizes[y] = n
	}
	return n
}
