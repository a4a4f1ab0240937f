// Package flow finds out where a value can come from, and what a program does from
// an entry on: the operations it reaches, with their addresses, deadlines and loops.
//
// The value flow is insensitive to the order of statements, field-based, and aware
// of the calling context: what a helper stores through a pointer or returns is
// looked at separately for each call of it. Questions are asked backwards from the
// operations that matter, so that the work stays close to linear in the code that
// leads to them.
package flow
