// Package recursivetrigger finds functions that write to what starts them.
//
// # Analyzer recursivetrigger
//
// recursivetrigger: function writes to its own event source
//
// A function that an upload starts, and that uploads its result to the same bucket, starts
// itself. So does one that sends to the queue or topic it is fed by, or updates the table
// whose stream it reads. The loop runs as fast as the platform scales, and costs what it
// runs.
//
// AWS Lambda stops some of these loops after sixteen rounds, for SQS, SNS and S3, where
// its SDKs carry the trace along; by then each event was handled sixteen times.
//
// Wrong (SAM, with a handler that puts the thumbnail into Uploads):
//
//	Events:
//	  Upload:
//	    Type: S3
//	    Properties: {Bucket: !Ref Uploads, Events: s3:ObjectCreated:*}
//
// Right:
//
//	Filter: {S3Key: {Rules: [{Name: prefix, Value: originals/}]}}
//
// or a bucket of its own for the thumbnails.
//
// Wrong (code of a function that the stream of Orders starts):
//
//	table.update_item(Key=key, UpdateExpression="SET seen = :t") # on Orders
//
// Right: a filter on the mapping that lets only new items through:
//
//	FilterCriteria: {Filters: [{Pattern: '{"eventName": ["INSERT"]}'}]}
//
// It is an error where a bucket or topic has no filter and the write happens on each run;
// elsewhere, or behind a condition in the code, a warning.
//
// # When it stays quiet
//
//   - The trigger has a filter, a prefix or a pattern, or one that cannot be read.
//   - The call only removes, or hides a message for longer.
//   - The target of the call is not known.
//
// # Suppressing it
//
//	queue.send_message(...) # archvet:ignore recursivetrigger tries again later, at most three times
//
// # References
//
//   - https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
//   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html
package recursivetrigger
