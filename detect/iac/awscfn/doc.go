// Package awscfn interprets CloudFormation: resource types, intrinsic functions,
// conditions, events and state machines.
//
// It is vocabulary, not a format: CloudFormation templates, SAM templates and the
// resources section of serverless.yml hold the same resources, and formats do not
// import each other. A format makes one [Stack] for each deployed template, tells it
// the sections, and takes what [Interpret] makes of them.
//
// # IDs and references
//
// The scope of a stack is the path of its template; that of a nested stack is the
// path of the nested template, or PATH@LOGICAL from the second time on that the same
// template is deployed. An ID is SCOPE#LOGICAL. A reference is a part with the ID and
// the attribute: "Ref" for Ref, "Arn" or "Outputs.Url" for GetAtt. An alias or version
// of a function, a stage of an API, and an instance of a database cluster refer to
// what they stand for. A reference to anything else (a role, a log group) is out of
// sight.
//
// Parameters take the value that a parent stack or the format around passes, else
// their default; a value
// without either, a pseudo parameter and whatever depends on them is unknown.
// A resource whose condition is false with the defaults is left out.
//
// # Edges
//
// Every trigger whose source is declared also gives a link from there to the unit.
// Links besides triggers are those between resources (a subscription of a queue, a
// gateway's integration with a table) and from workflows to what their tasks use.
// A connector is an edge, because it is written for one pair; permissions of roles and
// policies are not, and those of a SAM function are in DependsOn. Tasks of workflows
// keep their places where the definition is a file, a mapping or a block of text.
package awscfn
