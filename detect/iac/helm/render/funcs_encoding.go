package render

import (
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"hash/adler32"
	"net/url"
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

func encodingFuncs() map[string]function {
	return map[string]function{
		"toYaml": lenient(1, func(a []Value) Value {
			w := &writer{budget: maxNodes}
			w.block(a[0], 0, false)
			return Value{v: w.out}
		}),
		"toJson":        lenient(1, toJSON),
		"toPrettyJson":  lenient(1, toJSON),
		"fromYaml":      of(1, func(a []Value) Value { return parsed(a[0], &Dict{m: map[string]pair{}}) }),
		"fromJson":      of(1, func(a []Value) Value { return parsed(a[0], &Dict{m: map[string]pair{}}) }),
		"fromYamlArray": of(1, func(a []Value) Value { return parsed(a[0], []Value{}) }),
		"fromJsonArray": of(1, func(a []Value) Value { return parsed(a[0], []Value{}) }),
		"toToml":        lenient(1, toJSON),
		"b64enc":        whole(func(_ []Value, s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }),
		"b64dec":        whole(func(_ []Value, s string) string { return decoded(base64.StdEncoding.DecodeString(s)) }),
		"b32enc":        whole(func(_ []Value, s string) string { return base32.StdEncoding.EncodeToString([]byte(s)) }),
		"b32dec":        whole(func(_ []Value, s string) string { return decoded(base32.StdEncoding.DecodeString(s)) }),
		"sha256sum": whole(func(_ []Value, s string) string {
			sum := sha256.Sum256([]byte(s))
			return hex.EncodeToString(sum[:])
		}),
		"sha1sum": whole(func(_ []Value, s string) string {
			sum := sha1.Sum([]byte(s)) //nolint:gosec // names in charts, nothing that is kept secret
			return hex.EncodeToString(sum[:])
		}),
		"adler32sum": whole(func(_ []Value, s string) string { return strconv.Itoa(int(adler32.Checksum([]byte(s)))) }),
		"urlquery":   whole(func(_ []Value, s string) string { return url.QueryEscape(s) }),
		"urlParse":   of(1, urlParse),
		"urlJoin":    of(1, urlJoin),
	}
}

func decoded(b []byte, err error) string {
	if err != nil {
		return ""
	}
	return string(b)
}

// parsed reads text as YAML; what is read keeps the places of the text.
func parsed(v Value, kind any) Value {
	r := &Rendered{Text: v.text()}
	docs, _ := yamldoc.Parse("", r.Plain(true))
	if len(docs) == 0 {
		return Value{v: kind}
	}
	in := reader{at: func(n yamldoc.Node) arch.Range {
		at := n.At()
		return r.Place(at.Start, at.End)
	}}
	out := in.value(docs[0], new(int))
	if _, isDict := kind.(*Dict); isDict != (out.Dict() != nil) {
		return Value{v: kind} // a map with the key "Error", in the original
	}
	return out
}

// writer puts values out as YAML, each scalar as a segment of its own.
type writer struct {
	out    Text
	budget int
}

func (w *writer) add(s string) { w.out = append(w.out, plain(s)...) }

func (w *writer) line(depth int) {
	w.add("\n" + strings.Repeat("  ", depth))
}

// block writes a value in block style, which begins where the writer is, or, for the
// value of a key, in the next line.
func (w *writer) block(v Value, depth int, afterKey bool) {
	if w.budget--; w.budget < 0 || depth > maxDepth {
		return
	}
	switch x := v.v.(type) {
	case *Dict:
		if len(x.m) == 0 {
			w.add(strings.Repeat(" ", one(afterKey)) + "{}")
			return
		}
		for i, k := range x.keys() {
			if i > 0 || afterKey {
				w.line(depth)
			}
			w.scalar(Value{v: x.m[k].key})
			w.add(":")
			val := x.m[k].val
			next := depth + 1
			if val.list() != nil {
				next = depth
			}
			w.block(val, next, true)
		}
	case []Value:
		if len(x) == 0 {
			w.add(strings.Repeat(" ", one(afterKey)) + "[]")
			return
		}
		for i, item := range x {
			if i > 0 || afterKey {
				w.line(depth)
			}
			w.add("- ")
			w.block(item, depth+1, false)
		}
	default:
		w.add(strings.Repeat(" ", one(afterKey)))
		w.scalar(v)
	}
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// scalar writes strings in double quotes unless nothing in them needs it.
func (w *writer) scalar(v Value) {
	t, isText := v.v.(Text)
	switch {
	case v.v == nil, v.v == unknown{}:
		w.add("null")
	case !isText:
		w.out = append(w.out, v.text()...)
	case isBare(t.String()):
		w.out = append(w.out, t...)
	default:
		w.add(`"`)
		w.out = append(w.out, t.each(escape)...)
		w.add(`"`)
	}
}

func escape(s string) string {
	q := strconv.Quote(s)
	return q[1 : len(q)-1]
}

// isBare reports whether YAML reads a text as the same string without quotes.
func isBare(s string) bool {
	if s == "" || !isWord(rune(s[0])) || s[0] >= '0' && s[0] <= '9' {
		return false
	}
	for _, r := range s {
		if !isWord(r) && !strings.ContainsRune("-_./", r) {
			return false
		}
	}
	switch strings.ToLower(s) {
	case "true", "false", "yes", "no", "on", "off", "null", "y", "n":
		return false
	}
	return true
}

func toJSON(a []Value) Value {
	w := &writer{budget: maxNodes}
	w.flow(a[0], 0)
	return Value{v: w.out}
}

func (w *writer) flow(v Value, depth int) {
	if w.budget--; w.budget < 0 || depth > maxDepth {
		return
	}
	switch x := v.v.(type) {
	case *Dict:
		w.add("{")
		for i, k := range x.keys() {
			if i > 0 {
				w.add(",")
			}
			w.quoted(x.m[k].key)
			w.add(":")
			w.flow(x.m[k].val, depth+1)
		}
		w.add("}")
	case []Value:
		w.add("[")
		for i, item := range x {
			if i > 0 {
				w.add(",")
			}
			w.flow(item, depth+1)
		}
		w.add("]")
	case Text:
		w.quoted(x)
	default:
		w.scalar(v)
	}
}

func (w *writer) quoted(t Text) {
	w.add(`"`)
	w.out = append(w.out, t.each(escape)...)
	w.add(`"`)
}

func urlParse(a []Value) Value {
	u, err := url.Parse(a[0].string())
	d := NewDict()
	if err == nil {
		for key, val := range map[string]string{
			"scheme": u.Scheme, "host": u.Host, "hostname": u.Hostname(), "path": u.Path, "query": u.RawQuery, "fragment": u.Fragment, "opaque": u.Opaque,
		} {
			d.Set(key, String(val))
		}
	}
	return d.Value()
}

func urlJoin(a []Value) Value {
	get := func(key string) string {
		v, _ := a[0].Dict().Get(key)
		return v.string()
	}
	u := url.URL{Scheme: get("scheme"), Host: get("host"), Path: get("path"), RawQuery: get("query"), Fragment: get("fragment")}
	return String(u.String())
}
