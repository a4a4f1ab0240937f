// Package gworkflows loads workflows of Google Workflows.
//
// # What is read
//
// YAML and JSON files with a main workflow, or a list of steps, in which a step calls
// something. A file is a workflow, named as the file is, or as its directory where the
// file is called workflow or main. Its steps, those of subworkflows, and those inside
// of for, parallel, switch and try are gone through in order.
//
//   - Tasks: calls over HTTP, of connectors (googleapis), and waits for a callback,
//     with their time limit and whether a retry or an except is around them.
//   - Links: the host of an address, a Cloud Run service or job, a function or a
//     workflow that a connector runs, a topic that it publishes to, and datastores.
//
// Expressions are read as far as they are concatenations: the text in quotes at their
// beginning or end is known, the rest is not.
//
// The contract has no word for Google Workflows: the unit has no platform.
//
// # What is not
//
// Values of variables, conditions, runtime arguments, and deployment settings, which
// commands and Terraform declare.
//
// # IDs and scopes
//
// A workflow's ID is FILE#workflow; the scope is the file's directory.
package gworkflows
