// Package hcldoc reads HCL as blocks and attributes that know their byte range, for
// formats that need little of its expressions: job specifications, bake files.
//
// Attributes are texts, numbers, lists and maps; references to the variables and locals
// of the file are replaced by their defaults, and every other reference stays a hidden
// part of a text, under its name. Functions, conditions and loops are unknown.
package hcldoc
