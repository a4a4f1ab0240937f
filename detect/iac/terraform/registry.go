package terraform

import (
	"strings"

	"github.com/archvet/archvet/detect/iac/terraform/eval"
)

// registryModule is a public module whose source is not in the repository: the
// resource type it is interpreted as, and its inputs by that type's attributes.
type registryModule struct {
	kind   string
	inputs map[string]string
	// presets are what the module itself sets, by attribute, where an input is left out.
	presets map[string]string
	// unless is an input that turns the module into something else.
	unless string
}

// registryAddress turns the ways to name a module's source into the registry's:
// "github.com/terraform-aws-modules/terraform-aws-sqs?ref=v4" is
// "terraform-aws-modules/sqs/aws".
func registryAddress(source string) string {
	source, _, _ = strings.Cut(source, "?")
	for _, prefix := range []string{"git::", "https://", "ssh://", "git@", "registry.terraform.io/", "registry.opentofu.org/"} {
		source = strings.TrimPrefix(source, prefix)
	}
	rest, ok := strings.CutPrefix(strings.Replace(source, "github.com:", "github.com/", 1), "github.com/")
	if !ok {
		return source
	}
	owner, repo, _ := strings.Cut(rest, "/")
	repo, sub, nested := strings.Cut(repo, "//")
	repo = strings.TrimSuffix(repo, ".git")
	parts := strings.SplitN(repo, "-", 3) // terraform-PROVIDER-NAME
	if len(parts) != 3 || parts[0] != "terraform" {
		return source
	}
	address := owner + "/" + parts[2] + "/" + parts[1]
	if nested {
		address += "//" + sub
	}
	return address
}

// viewOf gives the view of an instance: for a known module, as what it makes.
func viewOf(in *eval.Instance) view {
	v := view{Instance: in, id: in.ID(), kind: in.Type, body: in.Body()}
	if in.Mode != "module" {
		return v
	}
	m, ok := registry[registryAddress(in.Type)]
	if !ok {
		return v
	}
	for input, made := range map[string]bool{"create": true, "create_function": true, "create_service": true, "create_topic": true, m.unless: false} {
		if b := v.body.Get(input).Bool(); input != "" && b.Known() && b.V != made {
			return v
		}
	}
	v.kind, v.inputs, v.presets = m.kind, m.inputs, m.presets
	return v
}
