// Package longrunning finds handlers of functions that wait, poll or work longer than
// a function should.
//
// # Analyzer longrunning
//
// longrunning: function sleeps, polls or works without a bound
//
// A function is billed for the time between request and answer, whether it works or
// waits, and is cut off at its timeout. Waiting belongs outside of it: a workflow can
// wait a year for nothing, and most things that are polled for can send an event.
//
// The rule reports what is reachable from the handler and
//
//   - sleeps or waits for half of the function's timeout or more, or in a loop whose
//     rounds together exceed it;
//   - polls: sleeps or waits in a loop that has no bound;
//   - waits for something outside, such as an SDK waiter, with no bound;
//   - loops with no way out;
//   - starts a child process that works for minutes on ordinary input (ffmpeg, a
//     database dump, a browser) without the handler's context.
//
// Wrong:
//
//	func handle(ctx context.Context, e Event) error {
//		for {
//			job, err := client.GetJob(ctx, e.Job)
//			if err != nil || job.Done {
//				return err
//			}
//			time.Sleep(10 * time.Second)
//		}
//	}
//
// Right: a workflow with a task that reads the job's state, a wait state, and a choice
// that leads back; or a function that the end of the job triggers.
//
// Right, when the wait is short and bounded:
//
//	for range 3 {
//		...
//		select {
//		case <-ctx.Done():
//			return ctx.Err()
//		case <-time.After(200 * time.Millisecond):
//		}
//	}
//
// # When it stays quiet
//
//   - The loop ends with the context, and no single wait is near the timeout.
//   - The bound is well below the function's timeout.
//   - The length of a wait, or of the timeout, is not known.
//   - The wait runs beside the handler (see backgroundwork).
//   - Code in services and jobs: they may wait.
//
// # Suppressing it
//
//	time.Sleep(20 * time.Second) // archvet:ignore longrunning the device needs it, once a day
//
// # References
//
//   - https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html
//   - https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-timers
package longrunning
