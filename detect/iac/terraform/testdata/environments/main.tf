variable "stage" {}
variable "timeout" {
  default = 30
}

resource "aws_lambda_function" "report" {
  function_name = "report-${var.stage}"
  handler       = "report.handler"
  runtime       = "nodejs20.x"
  filename      = "report.zip"
  timeout       = var.timeout
}
