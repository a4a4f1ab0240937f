// Package hardcodedendpoint finds addresses of services that are written in the code.
//
// # Analyzer hardcodedendpoint
//
// hardcodedendpoint: the address of a unit, a private host or an IP address in the code
//
// Where a service listens is for the deployment to decide: it differs between a
// laptop, staging and production, and changes when the service moves to another
// namespace, port or platform. Written in the code, it needs a new build for each of
// them; and since no manifest shows it, nobody who changes the deployment can see
// whom they break.
//
// Wrong:
//
//	conn, err := grpc.NewClient("inventory:9090", opts...)
//
// Right:
//
//	addr := os.Getenv("INVENTORY_ADDR") // the manifest sets it
//	if addr == "" {
//		return errors.New("INVENTORY_ADDR is not set")
//	}
//	conn, err := grpc.NewClient(addr, opts...)
//
// The finding stands at the literal and lists the calls that go there; calls that
// share the literal are one finding. An address that the code falls back to when an
// environment variable, a flag or a configuration key says nothing is a hint. So is
// localhost where it may be a sidecar; where it stands for another unit of the
// repository, it is a warning.
//
// # When it stays quiet
//
//   - The address comes from a configuration file, a manifest or the environment.
//   - It is a public host name of somebody else.
//   - A unit calls itself, or checks its own health.
//   - A service registry looks the name up.
//   - The platform fixes the address, such as that of the instance metadata.
//
// # Suppressing it
//
// By a comment with the rule and the reason, on the line or the line above:
//
//	//archvet:ignore hardcodedendpoint -- the printer has had this address since 2009
//
// # References
//
//   - https://12factor.net/config
//   - Taibi and Lenarduzzi, On the Definition of Microservice Bad Smells, IEEE Software 35(3), 2018 (hard-coded endpoints)
package hardcodedendpoint
