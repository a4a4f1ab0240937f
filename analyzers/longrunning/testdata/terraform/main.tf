data "archive_file" "reset" {
  type        = "zip"
  source_dir  = "${path.module}/cmd/reset"
  output_path = "${path.module}/build/reset.zip"
}

resource "aws_lambda_function" "reset" {
  function_name = "reset"
  filename      = data.archive_file.reset.output_path
  role          = "arn:aws:iam::123456789012:role/reset"
  handler       = "bootstrap"
  runtime       = "provided.al2023"
  timeout       = 10
}

data "archive_file" "drain" {
  type        = "zip"
  source_dir  = "${path.module}/cmd/drain"
  output_path = "${path.module}/build/drain.zip"
}

resource "aws_lambda_function" "drain" {
  function_name = "drain"
  filename      = data.archive_file.drain.output_path
  role          = "arn:aws:iam::123456789012:role/drain"
  handler       = "bootstrap"
  runtime       = "provided.al2023"
  timeout       = 10
}
