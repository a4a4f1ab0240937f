// Package workflowtimeout finds steps of workflows that may wait without end, or longer than the workflow.
//
// # Analyzer workflowtimeout
//
// workflowtimeout: workflow step without a bound, or beyond its workflow's own
//
// A workflow waits for nothing, and for long: a STANDARD state machine up to a year, a
// durable orchestrator for ever. A step that waits for a callback therefore needs a bound
// of its own, or a lost message is a run that stands still unseen. An EXPRESS workflow is
// the other way round: it ends after five minutes whatever its steps say, and cannot wait
// for callbacks or jobs at all.
//
// Wrong (Amazon States Language):
//
//	"Approve": {
//	  "Type": "Task",
//	  "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
//	  "End": true
//	}
//
// Right:
//
//	"Approve": {
//	  "Type": "Task",
//	  "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
//	  "TimeoutSeconds": 86400,
//	  "Catch": [{"ErrorEquals": ["States.Timeout"], "Next": "Remind"}],
//	  "End": true
//	}
//
// Wrong (a durable orchestrator):
//
//	const approval = yield context.df.waitForExternalEvent("approved");
//
// Right:
//
//	const timer = context.df.createTimer(deadline);
//	const first = yield context.df.Task.any([context.df.waitForExternalEvent("approved"), timer]);
//
// Wrong (SAM):
//
//	Type: EXPRESS # with a step that runs a batch job and waits: batch:submitJob.sync
//
// Right:
//
//	Type: STANDARD
//
// A workflow of several steps of which none is retried or caught gets a hint.
//
// # When it stays quiet
//
//   - The workflow itself has a timeout that somebody wrote.
//   - A timeout or heartbeat comes from the workflow's input, or cannot be read.
//   - The type of the workflow is not known.
//   - Tasks that call a function: the function's own timeout bounds them.
//
// # Suppressing it
//
// In the definition's resource, or for JSON by path in .archvet.yaml:
//
//	Approve: # archvet:ignore workflowtimeout an approval may take a year
//
// # References
//
//   - https://docs.aws.amazon.com/step-functions/latest/dg/sfn-stuck-execution.html
//   - https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html
//   - https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-external-events
package workflowtimeout
