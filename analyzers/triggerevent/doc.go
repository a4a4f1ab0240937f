// Package triggerevent finds handlers whose event is not what their trigger sends.
//
// # Analyzer triggerevent
//
// triggerevent: handler's event type against the bound trigger
//
// The event of a function is JSON, and Go reads it into whatever type the handler takes.
// When the type is that of another source, nothing fails: the fields have other names, all
// of them stay empty, and the handler loops over no records and reports success.
//
// The rule reads handlers in Go with the event types of aws-lambda-go, on functions with
// exactly one trigger.
//
// Wrong (a function that an SQS queue starts):
//
//	func handle(ctx context.Context, e events.SNSEvent) error {
//
// Right:
//
//	func handle(ctx context.Context, e events.SQSEvent) error {
//
// The topic's notification is then in the body of each message.
//
// # When it stays quiet
//
//   - Several triggers, or none that is known.
//   - Raw JSON, maps, and types of one's own.
//   - Triggers by events of the bus and by workflows, whose form is free.
//
// # Suppressing it
//
//	func handle(e events.SNSEvent) error { // archvet:ignore triggerevent the message is unwrapped before
//
// # References
//
//   - https://docs.aws.amazon.com/lambda/latest/dg/lambda-services.html
//   - https://pkg.go.dev/github.com/aws/aws-lambda-go/events
package triggerevent
