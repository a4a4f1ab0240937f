// Package calltimeout finds remote calls that nothing bounds in time.
//
// # Analyzer calltimeout
//
// calltimeout: a remote call with no deadline in any frame, client or server around it
//
// A remote call without a deadline waits as long as the other side likes. When the
// callee hangs (a full queue, a lost connection, a stuck lock), each request of the
// caller that needs it hangs as well and keeps its memory, its goroutine or thread
// and its connection; the caller then looks broken to its own callers. A deadline
// turns an outage of the whole system into an error of one call.
//
// Wrong:
//
//	resp, err := http.Get(stockURL + "/levels") // http.DefaultClient has no timeout
//
// Right:
//
//	var client = &http.Client{Timeout: 2 * time.Second}
//
//	req, err := http.NewRequestWithContext(ctx, http.MethodGet, stockURL+"/levels", nil)
//	...
//	resp, err := client.Do(req)
//
// A deadline counts wherever it is set: on the context at any frame that leads to the
// call, on the client, in the dial or call options, by the library's own default, or
// by the server whose handler makes the call. A timeout that is set on a copy of the
// client, or on a context that the call does not get, does not count.
//
// Calls of one unit to one callee that lack a deadline for the same reason are one
// finding. It points at the first call; what lacks the bound, such as the construction
// of the client, and the other calls are related positions.
// Calls to datastores and brokers are hints: their drivers bound connections in ways
// of their own. They are warnings where a request handler, which has a context, passes
// context.TODO or context.Background in its place.
// Calls on which a route of a mesh or gateway sets a timeout are hints too: the code
// relies on what stands between.
//
// # When it stays quiet
//
//   - A deadline is found, whoever sets it.
//   - It cannot be known whether there is one: a context that comes from outside of the
//     repository, a client that a library hides, a middleware that bounds requests. Only
//     a deadline that is proved absent is a finding.
//
// # Suppressing it
//
// By a comment with the rule and the reason, on the line or the line above:
//
//	//archvet:ignore calltimeout -- streams for as long as the page is open
//
// # References
//
//   - https://grpc.io/blog/deadlines/
//   - https://blog.cloudflare.com/the-complete-guide-to-golang-net-http-timeouts/
//   - Michael Nygard, Release It!, 2nd edition, chapter 5 (timeouts)
package calltimeout
