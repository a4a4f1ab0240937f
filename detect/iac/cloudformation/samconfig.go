package cloudformation

import (
	"bytes"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/awscfn"
	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// configured are the parameters that samconfig.toml sets for its default environment,
// with the template that they are for.
type configured struct {
	template string // "" for the one that SAM takes by itself
	values   map[string]yamldoc.Node
}

// samConfig reads the file beside a template, as far as it sets parameters.
func samConfig(t *source.Tree, dir string) configured {
	c := configured{values: map[string]yamldoc.Node{}}
	f := t.File(path.Join(dir, "samconfig.toml"))
	if f == nil {
		return c
	}
	data, err := f.Data()
	if err != nil || !bytes.Contains(data, []byte("parameter_overrides")) && !bytes.Contains(data, []byte("template")) {
		return c // an unreadable file is recorded by Data
	}
	build := yamldoc.NewBuilder(f.Path, data)
	section, offset := "", 0
	for line := range strings.Lines(string(data)) {
		start := offset
		offset += len(line)
		text := strings.TrimSpace(line)
		if strings.HasPrefix(text, "[") {
			section = strings.Trim(text, "[] ")
			continue
		}
		key, value, ok := strings.Cut(text, "=")
		if !ok || !strings.HasPrefix(section, "default.") || !strings.HasSuffix(section, ".parameters") {
			continue
		}
		value = strings.TrimSpace(value)
		switch strings.TrimSpace(key) {
		case "template", "template_file":
			c.template = strings.Trim(value, `"'`)
		case "parameter_overrides":
			set := overrides(value)
			for _, name := range slices.Sorted(maps.Keys(set)) {
				c.values[name] = build.Text(build.Mark(start+placeOf(line, name, set[name])), set[name], 0)
			}
		}
	}
	return c
}

// overrides reads "A=b C=\"d e\"", a list of such texts, or the form with ParameterKey
// and ParameterValue.
func overrides(value string) map[string]string {
	text := strings.Trim(value, "[]")
	var words []string
	for _, w := range iac.Words(strings.ReplaceAll(text, `",`, `" `)) {
		if strings.Contains(w, " ") { // the quotes were those of the text around
			words = append(words, iac.Words(w)...)
		} else {
			words = append(words, w)
		}
	}
	found := map[string]string{}
	for _, w := range words {
		if rest, ok := strings.CutPrefix(w, "ParameterKey="); ok {
			w = strings.Replace(rest, ",ParameterValue=", "=", 1)
		}
		if name, v, ok := strings.Cut(w, "="); ok {
			found[name] = strings.Trim(v, `"`)
		}
	}
	return found
}

// placeOf finds where a line gives a parameter its value.
func placeOf(line, name, value string) int {
	for _, before := range []string{name + "=", name + ",ParameterValue="} {
		if i := strings.Index(line, before); i >= 0 {
			i += len(before)
			for i < len(line) && (line[i] == '"' || line[i] == '\\') {
				i++
			}
			if strings.HasPrefix(line[i:], value) {
				return i
			}
		}
	}
	return 0
}

// configure passes a template the parameters that its configuration sets.
func configure(s *awscfn.Stack, f *source.File, c configured) {
	name := c.template
	if name == "" {
		name = "template" + f.Ext()
	}
	if path.Join(f.Dir(), path.Base(name)) != f.Path || len(c.values) == 0 {
		return
	}
	for name, n := range c.values {
		s.Pass(name, n)
	}
}
