// Package code is the language-neutral form of a body of source (the IR), and the
// tables of known libraries.
//
// A front end (one package a language below this one) turns functions into calls in
// source order, assignments, returns and loops, over symbolic expressions. It judges
// nothing: that http.Get is a remote call stands in a table ([Row]), what value an
// argument can have is for detect/flow. So every rule exists once, whatever language
// the code is in, and a new library is a row.
package code
