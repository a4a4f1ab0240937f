// Package limits holds what platforms allow and assume: time limits, defaults,
// bounds and the ends of managed runtimes. Every number has its source and date,
// so that a finding can say where its limit comes from.
//
// The data is kept in data/*.yaml, written by hand, and compiled into table.go
// by internal/gen (go generate ./detect/limits). The tables are laid out by the
// compiler: nothing is parsed or allocated when a program starts.
//
// # Limits
//
// A limit has these fields:
//
//	id          dotted name, used by [Get]; never reused for another meaning
//	platform    whose limit it is: aws, azure, gcp, kubernetes, knative, openfaas, go ...
//	resource    the kind of thing that is limited
//	attribute   the setting that is limited
//	iac_names   how each IaC format spells the setting
//	default     what holds when the setting is absent
//	min, max    the bounds that the platform enforces
//	unit        one of the names of the Unit constants, or the thing counted
//	values      further words or numbers, by name
//	note        what a reader must know to apply the numbers
//	source      where the numbers were read
//	as_of       the date of the source, as far as it is known
//	confidence  verified: read in the source; unverified: check before relying on it
//
// An absent default or bound means not applicable, unlimited or not established;
// the note says which.
//
// # Runtimes
//
// A runtime (data/runtimes.yaml) is named as its platform writes it: nodejs18.x on
// Lambda, nodejs18 on Google Cloud. Azure has no single spelling; there it is the
// worker language with its version (node18, python3.9, dotnet8), and ~1 to ~4 for
// the version of the Functions host.
//
//	deprecated      patches and support end
//	create_blocked  new functions are refused
//	update_blocked  changes to existing functions are refused too
//	successor       the runtime to move to
package limits

//go:generate go run ./internal/gen
