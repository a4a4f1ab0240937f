// Package undeclaredenv finds variables that code cannot do without and no deployment sets.
//
// # Analyzer undeclaredenv
//
// undeclaredenv: environment variable without default that the unit's deployment does not set
//
// A variable is declared far from the code that reads it. When it is renamed on one side,
// or a new unit is deployed without it, nothing fails before the first call: the address
// is empty.
//
// The rule judges variables that the address of a remote call is made of, when each run
// of a handler or of the start-up makes that call and the code has no default.
//
// Wrong (Go and Kubernetes):
//
//	conn, err := grpc.NewClient(os.Getenv("STOCK_ADDR"), creds)
//
//	env: [{name: INVENTORY_ADDR, value: "inventory:9090"}]
//
// Right:
//
//	env: [{name: STOCK_ADDR, value: "inventory:9090"}]
//
// # When it stays quiet
//
// When the deployment may set more than it shows: envFrom or a secret of unknown content,
// an env_file that is not here, parameters out of sight. For variables that a platform, a
// shell or an SDK sets (PORT, HOME, AWS_REGION, STOCK_SERVICE_HOST). When the image sets
// it. When the call stands in a branch, since the variable may then be optional. For units
// that no file deploys.
//
// Its limits: variables that do not lead to an address are not judged, and neither are
// those that are declared and never read.
//
// # Configuring it
//
// The rule has no thresholds. Its severity is set by path or unit in .archvet.yaml.
//
// # Suppressing it
//
//	addr := os.Getenv("STOCK_ADDR") // archvet:ignore undeclaredenv an operator injects it
//
// # References
//
//   - https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/
//   - https://12factor.net/config
package undeclaredenv
