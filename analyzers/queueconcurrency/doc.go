// Package queueconcurrency finds functions whose reserved concurrency turns the pollers of their queues away.
//
// # Analyzer queueconcurrency
//
// queueconcurrency: reserved concurrency below what the function's queues hand out
//
// Lambda reads an SQS queue with pollers that start with five batches at once and add
// more while the queue is long. Reserved concurrency does not slow them down: what the
// function may not run is throttled, the message goes back to the queue, and its count
// of receives goes up. With a redrive policy, messages that nobody ever looked at end in
// the dead-letter queue.
//
// The mapping has a setting of its own for this, the maximum concurrency. It holds the
// pollers back, so that nothing is turned away.
//
// Wrong (SAM):
//
//	Worker:
//	  Type: AWS::Serverless::Function
//	  Properties:
//	    ReservedConcurrentExecutions: 2
//	    Events:
//	      Orders:
//	        Type: SQS
//	        Properties: {Queue: !GetAtt Orders.Arn}
//
// Right:
//
//	Worker:
//	  Type: AWS::Serverless::Function
//	  Properties:
//	    ReservedConcurrentExecutions: 2
//	    Events:
//	      Orders:
//	        Type: SQS
//	        Properties:
//	          Queue: !GetAtt Orders.Arn
//	          ScalingConfig: {MaximumConcurrency: 2}
//
// Wrong (serverless.yml):
//
//	worker:
//	  reservedConcurrency: 1
//	  events: [{sqs: {arn: !GetAtt Orders.Arn}}]
//
// Right:
//
//	worker:
//	  reservedConcurrency: 2
//	  events: [{sqs: {arn: !GetAtt Orders.Arn, maximumConcurrency: 2}}]
//
// Wrong (Terraform):
//
//	reserved_concurrent_executions = 10 # the mapping says maximum_concurrency = 50
//
// Right:
//
//	scaling_config { maximum_concurrency = 10 }
//
// Where the reservation is at least what the pollers begin with, and no maximum is set,
// the finding is a hint: only a long queue leads to it.
//
// # When it stays quiet
//
//   - Nothing is reserved, or zero, which switches the function off.
//   - The maximum concurrency of all mappings together is no more than the reservation.
//   - FIFO queues: their message groups decide how much is handed out.
//   - Either number cannot be read.
//
// # Configuring it
//
// The number of pollers that a queue begins with is the limit aws.esm.sqs.scaling, which
// .archvet.yaml can override.
//
// # Suppressing it
//
//	ReservedConcurrentExecutions: 2 # archvet:ignore queueconcurrency ten messages a day
//
// # References
//
//   - https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
//   - https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
package queueconcurrency
