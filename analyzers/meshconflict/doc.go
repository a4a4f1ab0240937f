// Package meshconflict finds timeouts and retries of a mesh or gateway that do not go
// with those of the client.
//
// # Analyzer meshconflict
//
// meshconflict: timeouts or retries of a mesh route against those of its client
//
// Timeouts and retries can be set in the code, in the mesh and in the gateway, by
// people who do not see each other's numbers. Retries multiply: three of the client and
// three of the mesh are nine requests for one. Timeouts cut each other off: when the
// client waits for 2 s and the route gives each try 5 s, the retries are made for a
// client that has gone, or never; when one try may take as long as the whole route,
// there is no second one.
//
// Wrong (Istio):
//
//	timeout: 2s
//	retries:
//	  attempts: 3
//	  perTryTimeout: 2s
//
// Right (Istio), with a client that waits for 3 s and does not retry:
//
//	timeout: 2s
//	retries:
//	  attempts: 2
//	  perTryTimeout: 600ms
//
// Wrong (Go), on a route that retries:
//
//	for range 3 {
//		if err = call(ctx); err == nil {
//			break
//		}
//	}
//
// Right (Go):
//
//	err = call(ctx) // the route retries
//
// # When it stays quiet
//
//   - Only one layer retries.
//   - A number is not known, or nobody wrote the retries: those that a mesh makes by
//     itself are for connections that were refused.
//   - The route is for other paths than the call's.
//
// # Limits
//
// Of the client's retries, loops with a constant number of rounds and the settings of
// known libraries are seen.
//
// # Suppressing it
//
//	perTryTimeout: 2s # archvet:ignore meshconflict only refused connections are retried
//
// # References
//
//   - https://istio.io/latest/docs/concepts/traffic-management/#network-resilience-and-testing
//   - https://linkerd.io/2/reference/service-profiles/
//   - https://sre.google/sre-book/addressing-cascading-failures/
package meshconflict
