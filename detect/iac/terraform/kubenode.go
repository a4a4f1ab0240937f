package terraform

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac/kubeobjects"
	"github.com/archvet/archvet/detect/iac/terraform/eval"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// plurals are blocks of the provider that stand for an element of a list.
var plurals = map[string]string{
	"container": "containers", "init_container": "initContainers", "env": "env", "env_from": "envFrom", "volume": "volumes",
	"volume_mount": "volumeMounts", "rule": "rules", "metric": "metrics", "volume_claim_template": "volumeClaimTemplates", "tls": "tls",
	"item": "items", "items": "items", "port": "ports", "path": "paths", "ports": "ports", "subset": "subsets", "ingress": "ingress", "egress": "egress",
}

// single are blocks that elsewhere are plural, by the block around them.
var single = map[string]bool{"service/port": true, "backend/service": true}

// spelled are names that are not the provider's with its underscores taken out.
var spelled = map[string]string{"cluster_ip": "clusterIP", "cluster_ips": "clusterIPs", "host_ip": "hostIP", "external_ips": "externalIPs"}

// fields puts the parts of a block into a mapping under the names that Kubernetes has
// for them.
func (c *cluster) fields(to *kubeobjects.Node, n eval.Node, within string, depth int) {
	for _, name := range n.Names() {
		if metaNames[name] || name == "lifecycle" && within == "" || depth > maxStates*2 {
			continue
		}
		child := n.Get(name)
		if !child.IsBlock() {
			if val := c.value(child, depth); val != nil {
				to.Set(camel(name), val)
			}
			continue
		}
		if list, ok := plurals[name]; ok && !single[within+"/"+name] {
			items := kubeobjects.List(child.At())
			for _, b := range n.All(name) {
				items.Append(c.mapping(b, name, depth+1))
			}
			to.Set(list, items)
			continue
		}
		to.Set(camel(name), c.mapping(child, name, depth+1))
	}
}

// metaNames are Terraform's own parts of a block.
var metaNames = map[string]bool{
	"count": true, "for_each": true, "provider": true, "depends_on": true, "provisioner": true, "timeouts": true, "wait_for_rollout": true,
}

func (c *cluster) mapping(n eval.Node, name string, depth int) *kubeobjects.Node {
	out := kubeobjects.Map(n.At())
	if c.left--; c.left > 0 {
		c.fields(out, n, name, depth)
	}
	return out
}

// camel spells a name of several words as Kubernetes does.
func camel(name string) string {
	if s, ok := spelled[name]; ok {
		return s
	}
	first, rest, _ := strings.Cut(name, "_")
	var b strings.Builder
	b.WriteString(first)
	for word := range strings.SplitSeq(rest, "_") {
		if word != "" {
			b.WriteString(strings.ToUpper(word[:1]) + word[1:])
		}
	}
	return b.String()
}

// manifest reads objects that are written as a text.
func (c *cluster) manifest(where string, n eval.Node) []kubeobjects.Object {
	text, ok := n.Raw()
	if !ok {
		return nil
	}
	docs, _ := yamldoc.Parse(n.At().File, []byte(text)) // a faulty document says nothing; its own positions would mean nothing
	var out []kubeobjects.Object
	for _, d := range docs {
		if root, err := kubeobjects.FromRendered(d, written{n}); err == nil && root != nil {
			out = append(out, kubeobjects.Object{Where: where, Root: root})
		}
	}
	return out
}

// written are the places of a text that is one value of the configuration: all of it.
type written struct{ n eval.Node }

func (w written) At(arch.Range) arch.Range { return w.n.At() }

func (w written) Unmark(s string) (text, why string) {
	v := w.n.Part(s)
	if !v.Known() {
		return "", v.Why
	}
	return v.V, ""
}

// value takes over a value as it is.
func (c *cluster) value(n eval.Node, depth int) *kubeobjects.Node {
	c.left--
	if c.left < 0 || depth > maxStates*4 || !n.Exists() && !n.Hidden() {
		return nil
	}
	at := n.At()
	if !n.Collection() {
		return c.scalar(n, at)
	}
	elems := n.Elems()
	if n.Keyed() {
		out := kubeobjects.Map(at)
		for _, e := range elems {
			if val := c.value(e.Node(), depth+1); val != nil {
				out.Set(e.Key, val)
			}
		}
		return out
	}
	out := kubeobjects.List(at)
	for _, e := range elems {
		if val := c.value(e.Node(), depth+1); val != nil {
			out.Append(val)
		}
	}
	return out
}

// scalar takes over a text; what it refers to is kept beside.
func (c *cluster) scalar(n eval.Node, at arch.Range) *kubeobjects.Node {
	text := n.Text()
	if len(text.Refs()) > 0 {
		c.texts[at] = append(c.texts[at], reference{c.owner, text})
	}
	if !text.Known() {
		return kubeobjects.Hidden(at, text.Why)
	}
	return kubeobjects.Scalar(text.V, at)
}
