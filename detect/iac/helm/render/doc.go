// Package render runs the templates of charts and remembers where each piece of the
// output comes from.
//
// It interprets the template language itself, on values that carry their places:
// text is a sequence of segments, each of which is either a stretch of a template
// or a value, with the place in the values file that it was read from. Whatever
// keeps text recognizable (quoting, indenting, cutting, joining, rendering text as
// a template) keeps the segments.
//
// The semantics are those of Go templates with the functions that charts have, with
// these differences, all for the sake of reading rather than deploying:
//
//   - nothing fails: a missing value, a value that the chart requires from its user,
//     and what only a run can know (time, randomness, keys, the cluster) is an
//     unknown with a reason, which marks the text that it ends in;
//   - output, steps and nesting are bounded for all templates together;
//   - nothing outside of the chart is read, and nothing depends on the machine.
package render
