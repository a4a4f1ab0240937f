// Package partialbatch finds batches of which single records are lost or done again.
//
// # Analyzer partialbatch
//
// partialbatch: batch whose single failures are lost, or bring all of it back
//
// Lambda hands a function the records of a queue or stream in batches, and takes the
// answer for all of them: no error, and the whole batch is done; an error, and the whole
// batch comes again. To fail single records, two things must fit together: the handler
// answers with the items that failed, and the event source mapping has
// ReportBatchItemFailures. The rule reports
//
//   - a handler that takes the first record of its event and never looks at the others,
//     while the mapping hands out more than one: the others are deleted unread;
//   - a handler that answers with failed items while the mapping does not ask for them:
//     the answer is ignored, and the failed items are deleted;
//   - a handler that changes something for each record of a queue, with neither of the
//     two: one bad message has the work for all others done again, up to the dead-letter
//     queue.
//
// Wrong (the mapping keeps the default batch size of 10):
//
//	def handler(event, context):
//	    save(event["Records"][0]["body"])
//
// Right:
//
//	def handler(event, context):
//	    for record in event["Records"]:
//	        save(record["body"])
//
// Wrong (SAM, with a handler that returns batchItemFailures):
//
//	Events:
//	  Orders:
//	    Type: SQS
//	    Properties: {Queue: !GetAtt Orders.Arn}
//
// Right:
//
//	Events:
//	  Orders:
//	    Type: SQS
//	    Properties:
//	      Queue: !GetAtt Orders.Arn
//	      FunctionResponseTypes: [ReportBatchItemFailures]
//
// Wrong (Terraform, with the same handler):
//
//	resource "aws_lambda_event_source_mapping" "orders" {
//	  event_source_arn = aws_sqs_queue.orders.arn
//	  function_name    = aws_lambda_function.worker.arn
//	}
//
// Right:
//
//	function_response_types = ["ReportBatchItemFailures"]
//
// # When it stays quiet
//
//   - Batches of one, and sizes that cannot be read.
//   - The handler hands the event on to code that may look at the other records.
//   - Both sides fit: also through the batch processors of Powertools and middy.
//   - Handlers in languages that no front end reads.
//
// # Suppressing it
//
//	save(event["Records"][0]["body"]) # archvet:ignore partialbatch the producer sends one at a time, to a queue per order
//
// # References
//
//   - https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
//   - https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
package partialbatch
