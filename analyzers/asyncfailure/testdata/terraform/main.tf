resource "aws_sqs_queue" "jobs" { # want "^jobs has no dead-letter queue: a message that jobs-worker cannot handle comes back"
  name                       = "jobs"
  visibility_timeout_seconds = 30
}

resource "aws_lambda_event_source_mapping" "jobs" {
  event_source_arn = aws_sqs_queue.jobs.arn
  function_name    = aws_lambda_function.jobs.arn
}

data "archive_file" "jobs" {
  type        = "zip"
  source_dir  = "${path.module}/functions/jobs"
  output_path = "${path.module}/build/jobs.zip"
}

resource "aws_lambda_function" "jobs" {
  function_name = "jobs-worker"
  filename      = data.archive_file.jobs.output_path
  role          = "arn:aws:iam::123456789012:role/jobs"
  handler       = "bootstrap"
  runtime       = "provided.al2023"
  timeout       = 5
}

# Limited, and kept.
resource "aws_kinesis_stream" "clicks" {
  name        = "clicks"
  shard_count = 1
}

resource "aws_lambda_event_source_mapping" "clicks" {
  event_source_arn       = aws_kinesis_stream.clicks.arn
  function_name          = aws_lambda_function.clicks.arn
  starting_position      = "LATEST"
  maximum_retry_attempts = 3

  destination_config {
    on_failure {
      destination_arn = aws_sqs_queue.clicks_dead.arn
    }
  }
}

resource "aws_sqs_queue" "clicks_dead" {
  name = "clicks-dead"
}

data "archive_file" "clicks" {
  type        = "zip"
  source_dir  = "${path.module}/functions/clicks"
  output_path = "${path.module}/build/clicks.zip"
}

resource "aws_lambda_function" "clicks" {
  function_name = "clicks-worker"
  filename      = data.archive_file.clicks.output_path
  role          = "arn:aws:iam::123456789012:role/clicks"
  handler       = "bootstrap"
  runtime       = "provided.al2023"
  timeout       = 5
}

# A destination that is declared beside the function.
resource "aws_sns_topic" "mails" {
  name = "mails"
}

resource "aws_sns_topic_subscription" "mails" {
  topic_arn = aws_sns_topic.mails.arn
  protocol  = "lambda"
  endpoint  = aws_lambda_function.mails.arn
}

resource "aws_lambda_function_event_invoke_config" "mails" {
  function_name = aws_lambda_function.mails.function_name

  destination_config {
    on_failure {
      destination = aws_sqs_queue.mails_dead.arn
    }
  }
}

resource "aws_sqs_queue" "mails_dead" {
  name = "mails-dead"
}

data "archive_file" "mails" {
  type        = "zip"
  source_dir  = "${path.module}/functions/mails"
  output_path = "${path.module}/build/mails.zip"
}

resource "aws_lambda_function" "mails" {
  function_name = "mails-worker"
  filename      = data.archive_file.mails.output_path
  role          = "arn:aws:iam::123456789012:role/mails"
  handler       = "bootstrap"
  runtime       = "provided.al2023"
  timeout       = 5
}
