// Package policy reads .archvet.yaml, the file in which a team says what of archvet
// holds for its repository.
//
// There is one file, at the root of what is analysed. Everything in it may be left
// out but the version. It is strict: what it does not know is an error with the
// nearest name that it does know, since a setting that is silently without effect is
// worse than none. It is data: nothing in it names a command, a plugin or another
// file to read.
//
//	version: 1
//
//	# The command's flags of the same names win.
//	fail-on: warning        # error, warning or hint
//	persona: default        # or pedantic
//	min-coverage: 90
//	exclude: [legacy]       # directories, relative to the root
//
//	rules:
//	  lambdalith: off       # or error, warning, hint
//	  chattycalls:
//	    severity: error
//	    options: {min: 5}   # the rule's own flags, see its page
//
//	overrides:              # the last one that fits a finding wins
//	  - paths: ["services/legacy/**"]   # patterns as in .gitignore
//	    units: ["payments-*"]
//	    rules: {calltimeout: off}
//
//	ignore:                 # for files that one does not own
//	  - rule: shareddatabase
//	    units: [orders]
//	    resources: [orders-db]
//	    reason: the reports job is part of orders until the split in spring
//	    until: 2027-03-01
//
//	limits:                 # of the platforms, as raised or lowered for the account
//	  aws.apigw.rest.timeout: 60s
//	  aws.lambda.async.max_retries: {default: 0}
//
//	kubernetes:
//	  workloads:            # custom resources that run pods
//	    - kind: CloneSet
//	      group: apps.kruise.io
//	      template: spec.template
//	      runs: service     # or job
//
//	architecture:           # what the system is meant to be, for archdrift
//	  style: microservices
//	  units:
//	    orders: {kind: service, platform: kubernetes, calls: [stock], uses: [orders-db]}
//
// [Schema] gives the same as a JSON Schema for editors.
package policy
