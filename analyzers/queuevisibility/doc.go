// Package queuevisibility finds queues whose messages come back while they are still
// being worked on.
//
// # Analyzer queuevisibility
//
// queuevisibility: SQS visibility timeout too short for the function that consumes
//
// A message that Lambda takes from an SQS queue stays hidden for the queue's
// visibility timeout. If the function may run longer than that, the message becomes
// visible again while the first run goes on: it is worked on twice, counts as
// received twice, and may end in the dead-letter queue although nothing failed.
// Lambda refuses to create or update such a mapping (error).
//
// AWS asks for at least six times the function's timeout, since Lambda also retries
// while the function is throttled, and hands messages out in batches. Below that the
// finding is a warning; where both numbers are defaults that nobody chose, a hint.
//
// Wrong (SAM):
//
//	Orders:
//	  Type: AWS::SQS::Queue
//	  Properties:
//	    VisibilityTimeout: 30
//	Worker:
//	  Type: AWS::Serverless::Function
//	  Properties:
//	    Timeout: 60
//	    Events:
//	      Orders:
//	        Type: SQS
//	        Properties: {Queue: !GetAtt Orders.Arn}
//
// Right:
//
//	Orders:
//	  Type: AWS::SQS::Queue
//	  Properties:
//	    VisibilityTimeout: 360
//
// A queue with several consumers is reported once, against the slowest of them.
//
// # When it stays quiet
//
// When either number is unknown: a parameter without default, a queue that is
// declared elsewhere, a module out of sight. Queues that only services consume are
// not judged: their code chooses how long it hides a message.
//
// # Suppressing it
//
//	VisibilityTimeout: 90 # archvet:ignore queuevisibility the handler stops itself after 10 s
//
// # References
//
//   - https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
//   - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html
package queuevisibility
