// Package chattycalls finds remote calls that run once for each item of some data.
//
// # Analyzer chattycalls
//
// chattycalls: one remote call for each item, or many to one service in one request
//
// A call between two processes costs a round trip: a millisecond inside a cluster,
// tens of them between zones or through a gateway, and now and then a timeout. A
// loop over data that makes such a call multiplies this by the number of items, so
// that a page which is fast with three products is slow with three hundred, and the
// callee sees bursts that nobody planned for. The call is usually one or two
// functions below the loop, where a reader of the loop cannot see it; archvet follows
// it through any depth of calls, and to the unit that answers it.
//
// Wrong:
//
//	for _, line := range order.Lines {
//		if err := stock.Reserve(ctx, line); err != nil { // a gRPC call
//			return err
//		}
//	}
//
// Right:
//
//	err := stock.ReserveAll(ctx, order.Lines) // one gRPC call
//
// The finding points at the call inside the loop, and names the loop, the remote
// call and the line that gives its address. Calls of one loop to one unit are one
// finding. Handlers that call the same unit four times or more in a row, without a
// loop, are found as well.
//
// It is a hint, and no warning, where nobody waits for the sum: at start-up and in
// jobs, for calls that run side by side, for messages, for writes to a datastore, and
// for services outside of the repository. Reads of a datastore that has a batch form
// (N+1 queries) are warnings.
//
// # When it stays quiet
//
//   - The loop has a constant bound of three or less.
//   - It goes over attempts (retries), or over what arrives on a channel or stream.
//   - It fans out over services: each round calls another unit.
//   - It goes over parts of the program (modules, plug-ins) that each make calls of their own.
//   - The call stays inside the process, such as that of an in-process stub.
//   - The callee takes the whole batch in one call.
//
// # Suppressing it
//
// By a comment with the rule and the reason, on the line or the line above:
//
//	//archvet:ignore chattycalls -- at most five carriers, by contract
//
// # References
//
//   - Sam Newman, Building Microservices, 2nd edition, chapter 4 (aggregating calls)
//   - https://learn.microsoft.com/azure/architecture/antipatterns/chatty-io/
package chattycalls
