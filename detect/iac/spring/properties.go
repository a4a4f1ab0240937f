package spring

import (
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

const (
	maxLevels     = 16
	maxProperties = 5000 // of one file
)

// properties reads one file of configuration.
func properties(f *source.File, profile string) []iac.Property {
	data, err := f.Data()
	if err != nil {
		return nil // recorded in the tree
	}
	if f.Ext() == ".properties" {
		return lines(f, string(data), profile)
	}
	var out []iac.Property
	docs, _ := yamldoc.Parse(f.Path, data) // a template is not ours to complain about
	for _, doc := range docs {
		r := flattener{}
		r.flatten(doc, "", 0)
		out = append(out, inProfile(r.out, profile)...)
	}
	return out
}

// inProfile notes the profile that a document is for. A negated one holds for all
// others.
func inProfile(list []iac.Property, profile string) []iac.Property {
	for _, p := range list {
		switch p.Key {
		case "spring.profiles", "spring.config.activate.onprofile", "spring.profiles[0]", "spring.config.activate.onprofile[0]":
			profile = p.Value.V
		}
	}
	if strings.HasPrefix(profile, "!") {
		profile = ""
	}
	for i := range list {
		list[i].Profile = profile
	}
	return list
}

type flattener struct{ out []iac.Property }

func (r *flattener) flatten(n yamldoc.Node, key string, level int) {
	if level > maxLevels || len(r.out) > maxProperties {
		return
	}
	switch n.Kind() {
	case yamldoc.Scalar:
		if v := n.String(); v.Known() && key != "" && !n.IsNull() {
			r.out = append(r.out, property(key, v))
		}
	case yamldoc.Map:
		for k, v := range n.Pairs() {
			name := k.Text()
			if key != "" && !strings.HasPrefix(name, "[") {
				name = "." + name
			}
			r.flatten(v, key+name, level+1)
		}
	case yamldoc.List:
		i := 0
		for item := range n.Items() {
			r.flatten(item, key+"["+strconv.Itoa(i)+"]", level+1)
			i++
		}
	}
}

func property(key string, v arch.Value[string]) iac.Property {
	return iac.Property{Key: iac.PropertyKey(key), Raw: key, Value: v}
}

// lines reads a properties file, which may hold several documents as well.
func lines(f *source.File, text, profile string) []iac.Property {
	var out, doc []iac.Property
	offset := 0
	for line := range strings.Lines(text) {
		start := offset
		offset += len(line)
		line = strings.TrimRight(line, "\r\n")
		trimmed := strings.TrimSpace(line)
		switch {
		case trimmed == "#---" || trimmed == "!---":
			out, doc = append(out, inProfile(doc, profile)...), nil
			continue
		case trimmed == "" || trimmed[0] == '#' || trimmed[0] == '!' || len(out)+len(doc) > maxProperties:
			continue
		}
		i := strings.IndexAny(line, "=:")
		if i < 0 {
			continue
		}
		value := strings.TrimSpace(line[i+1:])
		doc = append(doc, property(strings.TrimSpace(line[:i]), arch.Given(value, f.Range(start, start+len(line)))))
	}
	return append(out, inProfile(doc, profile)...)
}

// configuration takes the name of a file apart: "application-docker.yml" is of
// application, for docker.
func configuration(name string) (base, profile string, ok bool) {
	stem := ""
	for _, ext := range []string{".yml", ".yaml", ".properties"} {
		if s, found := strings.CutSuffix(name, ext); found {
			stem = s
		}
	}
	for _, base := range []string{"application", "bootstrap"} {
		if stem == base {
			return base, "", true
		}
		if p, found := strings.CutPrefix(stem, base+"-"); found {
			return base, p, true
		}
	}
	return stem, "", false
}
