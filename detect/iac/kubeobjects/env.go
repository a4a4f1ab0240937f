package kubeobjects

import (
	"encoding/base64"
	"net/url"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// maxExpanded bounds a variable after its references are replaced: a variable may
// name another twice, and that one a third twice, and so on.
const maxExpanded = 32 << 10

// maxVariables bounds all containers together: many may take all of a large
// ConfigMap each.
const maxVariables = 500_000

// variables is a container's environment as it builds up.
type variables struct {
	scope *scope
	list  []iac.Env
	index map[string]int
	open  []string
}

// variables reads the environment of a container in the order in which the kubelet
// does: envFrom first, env over it, later over earlier.
func (s *scope) variables(container *Node) *variables {
	v := &variables{scope: s, index: map[string]int{}}
	for _, from := range container.Get("envFrom").Items() {
		if s.cluster.variables > maxVariables {
			break
		}
		v.addAll(from)
	}
	for _, e := range container.Get("env").Items() {
		name := e.Get("name")
		if name.IsScalar() {
			v.set(iac.Env{Name: name.Text(), Value: v.value(e), At: name.At()})
		}
	}
	return v
}

func (v *variables) set(e iac.Env) {
	if v.scope.cluster.variables++; v.scope.cluster.variables > maxVariables {
		v.open = append(v.open[:min(len(v.open), 100)], "the repository has too many variables")
		return
	}
	if i, ok := v.index[e.Name]; ok {
		v.list[i] = e
		return
	}
	v.index[e.Name] = len(v.list)
	v.list = append(v.list, e)
}

// why joins the reasons for more variables than the list has.
func (v *variables) why() string {
	slices.Sort(v.open)
	return strings.Join(slices.Compact(v.open), "; ")
}

func (v *variables) addAll(from *Node) {
	prefix := from.Get("prefix").Text()
	if name := from.Get("configMapRef", "name"); name.IsScalar() {
		config, ok := v.scope.config("ConfigMap", name.Text())
		if !ok {
			v.open = append(v.open, "ConfigMap "+name.Text()+" is not in the repository")
			return
		}
		if config.Open != "" {
			v.open = append(v.open, config.Open)
		}
		if data := config.Root.Get("data"); data != nil {
			for _, e := range data.entries {
				v.set(iac.Env{Name: prefix + e.key.Text(), Value: plain(e.val), At: e.key.At()})
			}
		}
		return
	}
	if name := from.Get("secretRef", "name"); name.IsScalar() {
		v.open = append(v.open, "variables of Secret "+name.Text())
		secret, _ := v.scope.config("Secret", name.Text())
		for _, key := range secretKeys(secret) {
			v.set(iac.Env{Name: prefix + key.Text(), Value: secretText(secret, key.Text(), name.At()), At: key.At()})
		}
	}
}

func (v *variables) value(e *Node) iac.Text {
	from := e.Get("valueFrom")
	switch {
	case e.Get("value").IsScalar():
		return v.expand(e.Get("value"))
	case from.Get("configMapKeyRef") != nil:
		return v.configValue(from.Get("configMapKeyRef"))
	case from.Get("secretKeyRef") != nil:
		ref := from.Get("secretKeyRef")
		secret, _ := v.scope.config("Secret", ref.Get("name").Text())
		return secretText(secret, ref.Get("key").Text(), ref.At())
	case from.Get("fieldRef") != nil:
		return hidden(from.At(), "set by the cluster: "+from.Get("fieldRef", "fieldPath").Text())
	case from != nil:
		return hidden(from.At(), "set by the cluster")
	case e.Get("value") == nil || e.Get("value").null:
		return iac.Literal("", e.Get("name").At())
	}
	return hidden(e.At(), "not a plain string")
}

func (v *variables) configValue(ref *Node) iac.Text {
	name, key := ref.Get("name").Text(), ref.Get("key").Text()
	config, ok := v.scope.config("ConfigMap", name)
	if !ok {
		return hidden(ref.At(), "ConfigMap "+name+" is not in the repository")
	}
	val := config.Root.Get("data", key)
	if val == nil {
		return hidden(ref.At(), "ConfigMap "+name+" lists no "+key)
	}
	return plain(val)
}

// expand replaces $(NAME) by what an earlier variable holds; "$$" escapes, and what
// is not known stays as it is written.
func (v *variables) expand(n *Node) iac.Text {
	if n.why != "" {
		return hidden(n.At(), n.why)
	}
	text, parts, size := n.Text(), []iac.Part(nil), 0
	lit := func(s string) {
		size += len(s)
		if k := len(parts); k > 0 && parts[k-1].Ref == "" && parts[k-1].Why == "" {
			parts[k-1].Literal += s
			return
		}
		parts = append(parts, iac.Part{Literal: s})
	}
	for {
		before, after, ok := strings.Cut(text, "$")
		lit(before)
		if !ok {
			break
		}
		text = after
		name, rest, closed := strings.Cut(strings.TrimPrefix(after, "("), ")")
		i, known := v.index[name]
		switch {
		case strings.HasPrefix(after, "$"):
			lit("$")
			text = after[1:]
		case strings.HasPrefix(after, "(") && closed && known:
			text = rest
			for _, p := range v.list[i].Value.Parts {
				if p.Ref == "" && p.Why == "" {
					lit(p.Literal)
				} else {
					parts = append(parts, p)
				}
			}
		default:
			lit("$")
		}
		if size > maxExpanded || len(parts) > maxExpanded/64 {
			return hidden(n.At(), "too long when expanded")
		}
	}
	return iac.Compose(n.At(), parts...)
}

// strings expands the elements of a command line.
func (v *variables) strings(list *Node) []arch.Value[string] {
	var out []arch.Value[string]
	for _, n := range list.Items() {
		if !n.IsScalar() {
			out = append(out, n.Str())
			continue
		}
		out = append(out, v.expand(n).Value)
	}
	return out
}

func plain(n *Node) iac.Text {
	if !n.IsScalar() {
		return hidden(n.At(), "not a plain string")
	}
	if n.why != "" {
		return hidden(n.At(), n.why)
	}
	return iac.Literal(n.Text(), n.At())
}

func hidden(at arch.Range, why string) iac.Text { return iac.Compose(at, iac.Part{Why: why}) }

func secretKeys(secret Object) []*Node {
	var keys []*Node
	for _, field := range []string{"stringData", "data"} {
		if m := secret.Root.Get(field); m != nil {
			for _, e := range m.entries {
				keys = append(keys, e.key)
			}
		}
	}
	return keys
}

// secretText gives of a secret's value only the address in it, when it is a URL:
// which service a connection string leads to is part of the architecture, what it
// carries besides is not to appear anywhere. For the same reason its place is that
// of the key.
func secretText(secret Object, key string, at arch.Range) iac.Text {
	e := secret.Root.Get("stringData").entry(key)
	text := e.val.Text()
	if e.val == nil {
		e = secret.Root.Get("data").entry(key)
		if raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(e.val.Text())); err == nil {
			text = string(raw)
		}
	}
	u, err := url.Parse(strings.TrimSpace(text))
	if err != nil || u.Scheme == "" || u.Host == "" {
		return hidden(at, "from a Secret")
	}
	return iac.Literal((&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}).String(), e.key.At())
}
