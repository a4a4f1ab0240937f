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

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

func encodingFuncs() map[string]function {
	return map[string]function{
		"toYaml": lenient(1, func(a []Value) Value {
			w := &writer{budget: maxNodes}
			w.block(a[0], 0, false)
			return Value{v: w.out.withoutLastBreak()}
		}),
		"toJson":        lenient(1, func(a []Value) Value { return toJSON(a[0], true, false) }),
		"toRawJson":     lenient(1, func(a []Value) Value { return toJSON(a[0], false, false) }),
		"toPrettyJson":  lenient(1, func(a []Value) Value { return toJSON(a[0], true, true) }),
		"fromYaml":      of(1, func(a []Value) Value { return parsed(a[0], &Dict{m: map[string]pair{}}) }),
		"fromJson":      of(1, func(a []Value) Value { return parsed(a[0], &Dict{m: map[string]pair{}}) }),
		"fromYamlArray": of(1, func(a []Value) Value { return parsed(a[0], []Value{}) }),
		"fromJsonArray": of(1, func(a []Value) Value { return parsed(a[0], []Value{}) }),
		"toToml":        lenient(1, func(a []Value) Value { return toJSON(a[0], false, false) }),
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
