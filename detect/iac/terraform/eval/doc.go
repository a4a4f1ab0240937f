// Package eval evaluates Terraform and OpenTofu configurations as far as their files
// allow, without providers, state or network.
//
// # What is read
//
// Files in both syntaxes (JSON becomes the blocks it stands for), OpenTofu's before
// Terraform's of the same name, override files last. A file is taken apart into its
// blocks without parsing; a block is parsed when its type matters to the caller or
// something that is parsed refers to it.
//
// Variables with types, optional attributes and defaults; locals; local modules with
// outputs; count and for_each of resources and modules; dynamic blocks; moved blocks;
// templates; every function of the language that needs neither the time, nor chance,
// nor a key. Functions that read files read those of the repository.
//
// # Roots and environments
//
// A root is a directory that no other one calls. It is evaluated once for each tfvars
// file that is chosen at the command line (beside it, in folders below, or elsewhere
// when it alone declares all the variables), or else for each workspace that it has a
// key in a map or a file for. terraform.tfvars, *.auto.tfvars and files named common,
// shared, global, defaults or base go with all of them.
//
// A folder with terragrunt.hcl is a root when its source is in the repository, with
// its inputs, locals, includes, configurations that it reads, and outputs of its
// dependencies; the units of terragrunt.stack.hcl are, too. The environment is that
// which the folder's path names. Data of terraform_remote_state leads to the outputs
// of the root whose backend it names.
//
// # What stays out of sight
//
// What only a run could tell (data sources, computed attributes, remote modules, the
// machine's environment) is not lost: a computed attribute is a string that holds a
// token, and string functions, templates and encoders carry the token to where it is
// used. [Node.Text] splits such strings into literals and references again. Decisions
// (conditions, comparisons, filters) see a token as an unknown value, so that nothing is
// ever decided by a stand-in. Providers, their aliases and their own functions are
// ignored, as are Terragrunt's generate and remote_state blocks.
package eval
