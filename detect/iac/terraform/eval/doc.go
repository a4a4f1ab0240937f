// Package eval evaluates Terraform and OpenTofu configurations as far as their files
// allow, without providers, state or network.
//
// It understands variables with defaults and tfvars, locals, local modules with
// inputs and outputs, count and for_each over known values, dynamic blocks and the
// functions of the language. What only a run could tell (data sources, computed
// attributes, remote modules, the workspace) stays out of sight, but is not lost: a
// computed attribute is a string that holds a token, and string functions, templates
// and encoders carry the token to where it is used. [Node.Text] splits such strings
// into literals and references again. Decisions (conditions, comparisons, filters)
// see a token as an unknown value, so that nothing is ever decided by a stand-in.
package eval
