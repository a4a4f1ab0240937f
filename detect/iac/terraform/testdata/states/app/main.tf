data "terraform_remote_state" "network" {
  backend = "s3"
  config = {
    bucket = "states"
    key    = "network/terraform.tfstate"
    region = "eu-west-1"
  }
}

moved {
  from = aws_lambda_function.mailer
  to   = aws_lambda_function.notifier
}

resource "aws_lambda_function" "notifier" {
  function_name = "notifier"
  handler       = "index.handler"
  runtime       = "nodejs22.x"
  environment {
    variables = {
      QUEUE_URL = data.terraform_remote_state.network.outputs.queue_url
    }
  }
}
