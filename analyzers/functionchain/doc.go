// Package functionchain finds functions that wait for other functions.
//
// # Analyzer functionchain
//
// functionchain: function invokes another function of the repository and waits for it
//
// A function that calls another one and waits is billed for both. Both cold starts are
// in the answer's time, both failure rates in its failure rate, and the concurrency
// limit of either stops both. The caller's timeout must cover the callee's; the retry
// of one repeats the work of the other. A chain has the drawbacks of two services and
// the isolation of none.
//
// It counts whichever way the call takes: Invoke with RequestResponse, a function URL,
// or an API of the same repository that leads to a function.
//
// Wrong:
//
//	out, err := client.Invoke(ctx, &lambda.InvokeInput{
//		FunctionName: aws.String(os.Getenv("PRICING_FUNCTION")),
//		Payload:      order,
//	})
//
// Right, when the answer is not needed now: InvocationType Event, a queue, or an event
// bus. Right, when it is: a workflow that calls both, or the callee's code as a package
// in the caller.
//
// # When it stays quiet
//
//   - The caller is an orchestrator of durable executions: it is the workflow itself.
//   - The invocation is of type Event: nobody waits.
//   - A workflow engine calls the functions.
//   - The callee is not a function, or not of this repository.
//   - The call is not reachable from the function's handler.
//
// # Suppressing it
//
//	out, err := client.Invoke(ctx, in) // archvet:ignore functionchain tenant's own plug-in, isolated on purpose
//
// # References
//
//   - https://docs.aws.amazon.com/lambda/latest/operatorguide/functions-calling-functions.html
//   - https://docs.aws.amazon.com/wellarchitected/latest/serverless-applications-lens/welcome.html
package functionchain
