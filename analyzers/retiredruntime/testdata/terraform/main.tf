variable "runtime" {
  default = "python3.8" # want "^collect runs on python3.8, which reached its end on 2024-10-14"
}

data "archive_file" "src" {
  type        = "zip"
  source_dir  = "${path.module}/src"
  output_path = "${path.module}/src.zip"
}

resource "aws_lambda_function" "collect" {
  function_name = "collect"
  filename      = data.archive_file.src.output_path
  role          = "arn:aws:iam::123456789012:role/collect"
  handler       = "handler.handler"
  runtime       = var.runtime
}

resource "aws_lambda_function" "send" {
  function_name = "send"
  filename      = data.archive_file.src.output_path
  role          = "arn:aws:iam::123456789012:role/send"
  handler       = "handler.handler"
  runtime       = "python3.13"
}
