// Package retiredruntime finds functions on runtimes that are past or near their end.
//
// # Analyzer retiredruntime
//
// retiredruntime: managed runtime past or near its end
//
// The platforms retire runtimes in steps: first security patches end, then new
// functions are refused, then changes to existing ones. The last step is the one that
// hurts, on the day on which a fix must go out. The dates come from a table that is
// part of archvet and carries the source of each; findings depend on that table's
// date, not on the clock, so that the same commit always gives the same result.
//
// A runtime past its end is a warning, one that ends within half a year a hint.
//
// Wrong (SAM):
//
//	Globals:
//	  Function:
//	    Runtime: go1.x
//	    Handler: api
//
// Right:
//
//	Globals:
//	  Function:
//	    Runtime: provided.al2023
//	    Handler: bootstrap
//	    Architectures: [arm64]
//
// A runtime is reported once in a file, with the functions that use it, whether it
// stands in shared settings or at each of them.
//
// # When it stays quiet
//
// Container images, custom runtimes that the table does not know, and runtimes that
// cannot be read (a parameter without default).
//
// # Suppressing it
//
//	Runtime: nodejs18.x # archvet:ignore retiredruntime replaced in March, OPS-812
//
// # References
//
//   - https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
//   - https://cloud.google.com/functions/docs/runtime-support
//   - https://learn.microsoft.com/azure/azure-functions/language-support-policy
package retiredruntime
