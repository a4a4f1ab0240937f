package awscfn

import (
	"github.com/archvet/archvet/detect/limits"
)

// Limits that have no constant of their own.
const (
	streamBatchSize  = "aws.esm.stream.batch_size"
	streamRetries    = "aws.esm.stream.max_retries"
	streamOnFailure  = "aws.esm.stream.on_failure"
	partialBatch     = "aws.esm.sqs.partial_batch"
	asyncDeadLetter  = "aws.lambda.async.dlq"
	asyncRetries     = limits.LambdaAsyncRetries
	queueRetention   = "aws.sqs.retention"
	queueRedrive     = "aws.sqs.redrive"
	desiredCount     = "aws.ecs.desired_count.cloudformation"
	stopTimeout      = "aws.ecs.stop_timeout"
	appRunnerMin     = "aws.apprunner.min_size"
	appRunnerMax     = "aws.apprunner.max_size"
	originTimeout    = "aws.cloudfront.origin_read_timeout"
	meshTimeout      = "aws.appmesh.per_request"
	standardWorkflow = "aws.sfn.standard.duration"
	taskTimeout      = "aws.sfn.task_timeout"
	taskHeartbeat    = "aws.sfn.heartbeat"
	ephemeralStorage = "aws.lambda.ephemeral_storage"
	noSnapStart      = "aws.lambda.snapstart"
	noProvisioned    = "aws.lambda.concurrency.provisioned"
	streamMaxAge     = "aws.esm.stream.max_age"
	appRunnerPerTask = "aws.apprunner.max_concurrency"
)
