// Package terraform reads Terraform and OpenTofu configurations (.tf, .tofu and their
// JSON forms).
//
// Evaluation is in package eval: variables, tfvars files as environments, locals,
// local modules, count, for_each, dynamic blocks, functions. This package says what
// the instances mean to the model: which are units (functions, services, jobs,
// workflows), which are datastores, brokers and gateways, what starts a unit, and
// which edges the configuration itself proves. A small table knows modules of public
// registries, whose sources are not in the repository, by their inputs.
//
// # Names
//
// The ID of a unit or resource is "<scope>#<address>", where the scope is the root
// directory ("." at the top), followed by "@<environment>" when the root has several
// tfvars files to choose from. Name is the evaluated name, else the label.
//
// # References
//
// A reference by attribute is an iac.Part with Ref and Attribute; when the attribute
// is written in the configuration (a table's name), Literal holds its text as well
// and the Text is known. Parts of resources that only stand for another one (alias,
// stage, deployment, listener, function URL) refer to that one.
//
// # What stays out of sight
//
// Data sources, computed values, remote modules outside of the table, the workspace,
// override files, provider settings, state of other roots. A block whose count or
// for_each cannot be known is taken to be there once.
package terraform
