data "archive_file" "checkout" {
  type        = "zip"
  source_dir  = "${path.module}/cmd/checkout"
  output_path = "${path.module}/build/checkout.zip"
}

resource "aws_lambda_function" "checkout" {
  function_name = "checkout"
  filename      = data.archive_file.checkout.output_path
  role          = "arn:aws:iam::123456789012:role/checkout"
  handler       = "bootstrap"
  runtime       = "provided.al2023"
  timeout       = 10

  environment {
    variables = {
      PRICING_URL = aws_lambda_function_url.pricing.function_url
    }
  }
}

data "archive_file" "pricing" {
  type        = "zip"
  source_dir  = "${path.module}/cmd/pricing"
  output_path = "${path.module}/build/pricing.zip"
}

resource "aws_lambda_function" "pricing" {
  function_name = "pricing"
  filename      = data.archive_file.pricing.output_path
  role          = "arn:aws:iam::123456789012:role/pricing"
  handler       = "bootstrap"
  runtime       = "provided.al2023"
  timeout       = 5
}

resource "aws_lambda_function_url" "pricing" {
  function_name      = aws_lambda_function.pricing.function_name
  authorization_type = "AWS_IAM"
}
