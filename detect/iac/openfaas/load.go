package openfaas

import (
	"bytes"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

const format = "openfaas-stack" // the format's name in the contract

// Load reads all stack files and Function resources of the tree.
func Load(t *source.Tree) iac.Declared {
	var out iac.Declared
	for _, f := range t.Files() {
		if !candidate(f) {
			continue
		}
		for _, doc := range yamldoc.ParseFile(t, f) {
			switch {
			case isStack(doc):
				stack(t, f, doc, &out)
			case isResource(doc):
				spec := doc.Get("spec")
				name := spec.Get("name")
				if name.Text() == "" {
					name = doc.Get("metadata", "name")
				}
				r := reader{tree: t, file: f, key: name, def: spec, namespace: doc.Get("metadata", "namespace").Text()}
				out.Units = append(out.Units, r.function("Function/"))
			}
		}
	}
	if len(out.Units) > 0 {
		out.Formats = []string{format}
	}
	return out
}

// candidate reports whether a file may hold functions, by a look at its bytes.
func candidate(f *source.File) bool {
	if ext := strings.ToLower(f.Ext()); ext != ".yml" && ext != ".yaml" || !f.Place.Own() {
		return false
	}
	data, err := f.Data()
	if err != nil {
		return false // recorded by Data
	}
	return bytes.Contains(data, []byte("functions:")) && bytes.Contains(data, []byte("provider:")) && bytes.Contains(data, []byte("faas")) ||
		bytes.Contains(data, []byte("openfaas.com/v1"))
}

// providers are the names that OpenFaaS goes by in its own files. A service of the
// Serverless Framework has the same two keys, and a third.
var providers = map[string]bool{"openfaas": true, "faas": true}

func isStack(doc yamldoc.Node) bool {
	return providers[doc.Get("provider", "name").Text()] && doc.Get("functions").Kind() == yamldoc.Map && !doc.Get("service").Exists()
}

func isResource(doc yamldoc.Node) bool {
	return doc.Get("kind").Text() == "Function" && strings.HasPrefix(doc.Get("apiVersion").Text(), "openfaas.com/v1") &&
		(doc.Get("spec", "name").Text() != "" || doc.Get("metadata", "name").Text() != "")
}

func stack(t *source.Tree, f *source.File, doc yamldoc.Node, out *iac.Declared) {
	for key, def := range doc.Get("functions").Pairs() {
		if def.Kind() != yamldoc.Map || key.Text() == "" {
			t.Report(arch.Problem{At: key.At(), Message: "not an OpenFaaS function: its definition is no mapping"})
			continue
		}
		r := reader{tree: t, file: f, key: key, def: def, namespace: def.Get("namespace").Text()}
		out.Units = append(out.Units, r.function(""))
	}
}
