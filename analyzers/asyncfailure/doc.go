// Package asyncfailure finds event sources whose failed events are lost or come back
// for ever.
//
// # Analyzer asyncfailure
//
// asyncfailure: asynchronous or polling trigger whose failed events nothing keeps
//
// When nobody waits for a function, nobody sees it fail. What happens to the event
// is decided by configuration, in another place for each kind of source:
//
//   - an SQS queue hands a failing message out again until its retention ends, unless
//     the queue itself has a redrive policy;
//   - a Kinesis or DynamoDB stream tries a failing batch again until its records
//     expire, and nothing behind it on the shard is processed, unless the mapping has
//     a retry or age limit or an on-failure destination;
//   - events that are pushed (SNS, S3, EventBridge, schedules, an Invoke of type Event)
//     are tried three times and dropped, unless the function has a dead-letter queue
//     or an on-failure destination.
//
// Wrong (SAM):
//
//	Orders:
//	  Type: AWS::SQS::Queue
//
// Right:
//
//	Orders:
//	  Type: AWS::SQS::Queue
//	  Properties:
//	    RedrivePolicy: {deadLetterTargetArn: !GetAtt OrdersDead.Arn, maxReceiveCount: 5}
//
// Wrong (serverless.yml):
//
//	thumbs:
//	  handler: bin/thumbs
//	  events: [{s3: uploads}]
//
// Right:
//
//	thumbs:
//	  handler: bin/thumbs
//	  events: [{s3: uploads}]
//	  destinations: {onFailure: arn:aws:sqs:eu-west-1:123456789012:thumbs-failed}
//
// A function that only a schedule invokes gets a hint, since its next run comes
// anyway.
//
// # When it stays quiet
//
//   - The dead-letter queue is set on the queue itself, or the queue is a dead-letter queue.
//   - Anybody wrote a retry or age limit: the loss is then a choice.
//   - The queue is declared elsewhere, or its redrive policy cannot be read.
//   - HTTP triggers: the caller sees the failure.
//
// # Suppressing it
//
//	Orders: # archvet:ignore asyncfailure cache refresh, a lost message does not matter
//
// # References
//
//   - https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
//   - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
//   - https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
package asyncfailure
