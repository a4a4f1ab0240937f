// Package detect turns a repository into an [arch.Architecture], and gives rules the
// face they are written against.
//
//	files --source--> iac loaders --> declared units, resources, triggers  \
//	                                                                        link --> Architecture --style--> rules
//	files --source--> front ends --> code facts --flow--> calls, budgets   /
//
// [Load] runs that pipeline. A rule is a plain [analysis.Analyzer] that requires
// [Analyzer] and hands its judgement to [Judge]; the judgement reads nothing but the
// Architecture. Whether the findings become diagnostics of a whole repository
// (archvet's own driver) or of one Go package (go vet, golangci-lint) is decided
// here and nowhere else.
package detect
