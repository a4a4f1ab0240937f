variable "name" {}
variable "queue_url" {}

resource "aws_lambda_function" "worker" {
  function_name = var.name
  handler       = "worker.handler"
  runtime       = "python3.13"
  environment {
    variables = {
      JOBS_URL = var.queue_url
    }
  }
}
