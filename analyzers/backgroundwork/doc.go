// Package backgroundwork finds work that outlives the request, on platforms that do
// not let it.
//
// # Analyzer backgroundwork
//
// backgroundwork: handler starts work that nothing waits for, where the CPU goes away after the answer
//
// AWS Lambda freezes a function as soon as its handler returns; Cloud Run and its
// kind take the CPU away between requests, and the instance when no request comes. A
// goroutine, promise, thread or task that is still at work then stops half way. It may
// go on minutes later in the next invocation, with connections that have timed out
// meanwhile, or never. There is no error: the request was answered.
//
// Wrong:
//
//	func handle(ctx context.Context, e Order) (Reply, error) {
//		go audit(e)
//		return Reply{OK: true}, nil
//	}
//
// Right, when it is quick:
//
//	func handle(ctx context.Context, e Order) (Reply, error) {
//		if err := audit(ctx, e); err != nil {
//			return Reply{}, err
//		}
//		return Reply{OK: true}, nil
//	}
//
// Right, when it is not: send a message to a queue before the answer, and let another
// function or a container do the work.
//
// In a container that has CPU only while it serves, the rule also reports work that
// runs beside the server from its start, such as a goroutine that sleeps and refreshes
// a cache: it sleeps on when its time has come.
//
// # When it stays quiet
//
//   - The work is joined before the return: a WaitGroup, an errgroup, a channel that is read, an awaited promise.
//   - The container has CPU all the time and a minimum instance, or runs where nothing takes either away.
//   - Whether anything waits for it is not known: a task handed to a library.
//   - A function does it before its handler is registered.
//
// # Suppressing it
//
//	go warm(cache) // archvet:ignore backgroundwork best effort, the next request does it again
//
// # References
//
//   - https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
//   - https://cloud.google.com/run/docs/configuring/billing-settings
package backgroundwork
