// Package asl reads workflows in the Amazon States Language that lie in the tree on
// their own: no template, module or app deploys them, but a script or a console does.
//
// # What is read
//
// A JSON or YAML file with StartAt and States at its top, whatever its name. It is left
// out when a file that declares infrastructure (a template, Terraform, an app of the
// CDK, serverless.yml) mentions its name: then it belongs to what is declared there.
// Numbers may be placeholders (${x}).
//
// The unit has the name of the file without .asl.json and the like, and all tasks with
// their time limits, retries, catchers and callbacks (package awscfn interprets states,
// here as in templates). Names of functions and tables stay as written, since nothing
// says what they refer to.
//
// Whether the workflow is STANDARD or EXPRESS is not in the file and stays unknown.
//
// # IDs and scopes
//
// The ID is the path of the file with "#" and the name, the scope its path.
package asl
