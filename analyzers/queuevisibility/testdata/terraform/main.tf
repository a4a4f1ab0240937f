resource "aws_sqs_queue" "thumbs" {
  name                       = "thumbs"
  visibility_timeout_seconds = 60 # want "^thumbs hides a message for 60 s while thumbs-worker may work on it for 60 s; AWS asks for 6 times that, 360 s$"
}

resource "aws_lambda_function" "thumbs" {
  function_name    = "thumbs-worker"
  filename         = data.archive_file.thumbs.output_path
  role             = "arn:aws:iam::123456789012:role/thumbs"
  handler          = "bootstrap"
  runtime          = "provided.al2023"
  timeout          = 60
}

data "archive_file" "thumbs" {
  type        = "zip"
  source_dir  = "${path.module}/functions/thumbs"
  output_path = "${path.module}/build/thumbs.zip"
}

resource "aws_lambda_event_source_mapping" "thumbs" {
  event_source_arn = aws_sqs_queue.thumbs.arn
  function_name    = aws_lambda_function.thumbs.arn
}

# Long enough.
resource "aws_sqs_queue" "index" {
  name                       = "index"
  visibility_timeout_seconds = local.index_timeout * 6
}

locals {
  index_timeout = 30
}

resource "aws_lambda_function" "index" {
  function_name = "index-worker"
  filename      = data.archive_file.index.output_path
  role          = "arn:aws:iam::123456789012:role/index"
  handler       = "bootstrap"
  runtime       = "provided.al2023"
  timeout       = local.index_timeout
}

data "archive_file" "index" {
  type        = "zip"
  source_dir  = "${path.module}/functions/index"
  output_path = "${path.module}/build/index.zip"
}

resource "aws_lambda_event_source_mapping" "index" {
  event_source_arn = aws_sqs_queue.index.arn
  function_name    = aws_lambda_function.index.arn
}
