package policy

import (
	"encoding/json"
	"strconv"
)

// Schema returns the file's JSON Schema.
func Schema() ([]byte, error) {
	s := file().schema()
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	s["title"] = File
	out, err := json.MarshalIndent(s, "", "  ")
	return append(out, '\n'), err
}

func (s shape) schema() map[string]any {
	out := map[string]any{}
	if s.doc != "" {
		out["description"] = s.doc
	}
	switch s.kind {
	case text:
		out["type"] = "string"
		if s.pattern != "" {
			out["pattern"] = s.pattern
		}
	case word:
		out["enum"] = s.choices()
	case integer:
		out["type"] = "integer"
	case scalar:
		out["type"] = []string{"string", "number", "boolean"}
	case list:
		out["type"], out["items"] = "array", s.item.schema()
	case mapping:
		out["type"], out["additionalProperties"] = "object", s.item.schema()
	case object:
		s.properties(out)
	}
	if s.or == nil {
		return out
	}
	return map[string]any{"anyOf": []any{out, s.or.schema()}}
}

// choices are the words as YAML reads them: a version is a number there.
func (s shape) choices() []any {
	var out []any
	for _, w := range s.words {
		if n, err := strconv.Atoi(w); err == nil {
			out = append(out, n)
			continue
		}
		out = append(out, w)
	}
	return out
}

func (s shape) properties(out map[string]any) {
	out["type"], out["additionalProperties"] = "object", false
	fields, required := map[string]any{}, []string{}
	for _, f := range s.fields {
		fields[f.name] = f.shape.schema()
		if f.required {
			required = append(required, f.name)
		}
	}
	out["properties"] = fields
	if len(required) > 0 {
		out["required"] = required
	}
}
