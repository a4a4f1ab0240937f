locals {
  topic = aws_sns_topic.orders.arn
}

resource "aws_sns_topic" "orders" {
  name = "orders"
}

resource "aws_sqs_queue" "orders" {
  name = "orders-queue"
}

resource "aws_sqs_queue" "dead" {
  name                       = "dead"
  visibility_timeout_seconds = 10
}

resource "aws_sqs_queue_redrive_policy" "orders" {
  queue_url      = aws_sqs_queue.orders.id
  redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead.arn, maxReceiveCount = 3 })
}

resource "aws_sns_topic_subscription" "queue" {
  topic_arn = local.topic
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.orders.arn
}

resource "aws_dynamodb_table" "orders" {
  name           = "orders"
  stream_enabled = true
}

resource "aws_s3_bucket" "files" {
  bucket = "files"
}

resource "aws_lambda_function" "worker" {
  function_name = "worker"
  package_type  = "Image"
  image_uri     = "${aws_ecr_repository.worker.repository_url}:latest"
  timeout       = 60
  environment {
    variables = { TABLE = aws_dynamodb_table.orders.name, SELF = "worker" }
  }
  dead_letter_config {
    target_arn = aws_sqs_queue.dead.arn
  }
}

resource "aws_ecr_repository" "worker" {
  name = "shop/worker"
}

resource "aws_lambda_alias" "live" {
  name          = "live"
  function_name = aws_lambda_function.worker.function_name
}

resource "aws_lambda_function_event_invoke_config" "worker" {
  function_name          = aws_lambda_function.worker.function_name
  maximum_retry_attempts = 0
}

resource "aws_lambda_event_source_mapping" "queue" {
  event_source_arn        = aws_sqs_queue.orders.arn
  function_name           = aws_lambda_alias.live.arn
  batch_size              = 5
  function_response_types = ["ReportBatchItemFailures"]
}

resource "aws_lambda_event_source_mapping" "table" {
  event_source_arn       = aws_dynamodb_table.orders.stream_arn
  function_name          = aws_lambda_function.worker.arn
  starting_position      = "LATEST"
  maximum_retry_attempts = 2
  destination_config {
    on_failure {
      destination_arn = aws_sqs_queue.dead.arn
    }
  }
}

resource "aws_cloudwatch_event_rule" "nightly" {
  name                = "nightly"
  schedule_expression = "rate(1 day)"
}

resource "aws_cloudwatch_event_target" "nightly" {
  rule = aws_cloudwatch_event_rule.nightly.name
  arn  = aws_lambda_function.worker.arn
}

resource "aws_lambda_permission" "nightly" {
  function_name = aws_lambda_function.worker.function_name
  principal     = "events.amazonaws.com"
  source_arn    = aws_cloudwatch_event_rule.nightly.arn
}

resource "aws_scheduler_schedule" "hourly" {
  schedule_expression = "rate(1 hour)"
  target {
    arn = aws_sfn_state_machine.flow.arn
    dead_letter_config {
      arn = aws_sqs_queue.dead.arn
    }
  }
}

resource "aws_s3_bucket_notification" "files" {
  bucket = aws_s3_bucket.files.id
  lambda_function {
    lambda_function_arn = aws_lambda_function.worker.arn
    events              = ["s3:ObjectCreated:*"]
  }
}

resource "aws_sfn_state_machine" "flow" {
  name = "flow"
  definition = templatefile("${path.module}/flow.asl.json", {
    worker = aws_lambda_function.worker.arn
    queue  = aws_sqs_queue.orders.url
  })
}
