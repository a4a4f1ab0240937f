// Package orchestratordeterminism finds what a durable orchestrator does that comes out otherwise when it is replayed.
//
// # Analyzer orchestratordeterminism
//
// orchestratordeterminism: clock, random or I/O in replayed code
//
// A durable orchestrator runs again from its beginning after each wait, and takes the
// results of its steps from the record. Everything outside of the steps is done again: a
// clock shows another time, a random value is another one, a request is sent twice. The
// code then takes another way than the record knows, and the run fails or does its work
// twice.
//
// The rule reads orchestrators that are built on the durable execution SDKs of AWS Lambda,
// in JavaScript, TypeScript and Python.
//
// Wrong:
//
//	exports.handler = withDurableExecution(async (event, context) => {
//	  const id = crypto.randomUUID();
//	  await context.step("save", async () => save(id));
//	});
//
// Right:
//
//	exports.handler = withDurableExecution(async (event, context) => {
//	  const id = await context.step("id", async () => crypto.randomUUID());
//	  await context.step("save", async () => save(id));
//	});
//
// Wrong (Python):
//
//	started = time.time()
//
// Right:
//
//	started = context.step(lambda _: time.time(), name="started")
//
// A clock is a hint: many are read for a log or for the last answer alone, where another
// time does no harm.
//
// # When it stays quiet
//
//   - Inside of steps, and in what they call; a Python function that takes a StepContext
//     is a step.
//   - Start-up code, which is not part of the run.
//   - Code that does not use one of those SDKs.
//
// # Suppressing it
//
//	const started = Date.now(); // archvet:ignore orchestratordeterminism only for a log line
//
// # References
//
//   - https://docs.aws.amazon.com/lambda/latest/dg/durable-functions.html
//   - https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-code-constraints
package orchestratordeterminism
