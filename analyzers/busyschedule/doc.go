// Package busyschedule finds functions that their schedule keeps at work most of the time.
//
// # Analyzer busyschedule
//
// busyschedule: schedule that keeps a function always on
//
// A function is cheap because it is not there most of the time. One that starts each
// minute, and polls for fifty seconds of it, is there always: it is billed by the
// millisecond for waiting, its state is gone each time, and when a run takes longer than
// the schedule's step, two of them work on the same thing.
//
// The rule compares the schedule with what the code is proved to take: the time that its
// handler sleeps, or the function's timeout, where the handler goes round a loop without
// an end of its own.
//
// Wrong (SAM, with a handler that polls an API until its time is up):
//
//	Timeout: 120
//	Events:
//	  Timer:
//	    Type: Schedule
//	    Properties: {Schedule: rate(1 minute)}
//
// Right: one round for each start,
//
//	func handle(ctx context.Context) error { return scale(ctx) }
//
// or the loop in a container with 0.25 of a CPU, whose cost does not grow with the waiting.
//
// Break-even: 128 MB that run all month cost about as much as the smallest Fargate task;
// at 512 MB the container costs a third.
//
// # When it stays quiet
//
//   - The schedule, or the time that the code takes, is not known.
//   - The handler's waits end well before the next start.
//
// # Configuring it
//
//	-busyschedule.share=0.5
//
// is the part of the time from which a function counts as always at work.
//
// # Suppressing it
//
//	Schedule: rate(1 minute) # archvet:ignore busyschedule there is no place for a container here
//
// # References
//
//   - https://docs.aws.amazon.com/lambda/latest/dg/services-cloudwatchevents.html
//   - https://aws.amazon.com/fargate/pricing/
package busyschedule
