package kubernetes

import (
	"bytes"
	"strings"

	"github.com/archvet/archvet/detect/iac/kubeobjects"
)

// wanted reports whether a document can matter, by its kind. Most of a repository's
// manifests may be of kinds that say nothing about the system: roles, definitions of
// kinds, dashboards. One whose kind does not show at a glance is read.
func (r *reader) wanted(text []byte) bool {
	kind, ok := topLevel(text, "kind")
	if !ok {
		return true
	}
	version, ok := topLevel(text, "apiVersion")
	if !ok {
		return true
	}
	if r.every || kubeobjects.Reads(version, kind, r.opts.Kinds) {
		return true
	}
	r.shown = r.shown || kubeobjects.Plain(kind)
	return false
}

// topLevel finds the plain value of a key that begins a line; ok is false when there is
// none, or when it takes a parser to tell.
func topLevel(text []byte, key string) (value string, ok bool) {
	at := 0
	if !bytes.HasPrefix(text, []byte(key+":")) {
		at = bytes.Index(text, []byte("\n"+key+":"))
		if at < 0 {
			return "", false
		}
		at++
	}
	line := text[at+len(key)+1:]
	if i := bytes.IndexByte(line, '\n'); i >= 0 {
		line = line[:i]
	}
	value = strings.TrimSpace(string(line[:min(len(line), 200)]))
	if i := strings.Index(value, " #"); i >= 0 {
		value = strings.TrimSpace(value[:i])
	}
	if n := len(value); n > 1 && (value[0] == '"' || value[0] == '\'') && value[n-1] == value[0] {
		value = value[1 : n-1]
	}
	return value, value != "" && !strings.ContainsFunc(value, special)
}

// special reports what no name of a kind or group has.
func special(r rune) bool {
	return r != '/' && r != '.' && r != '-' && (r < '0' || r > '9' && r < 'A' || r > 'Z' && r < 'a' || r > 'z')
}
