# A workflow whose tasks call a function, wait for a person, and write to a queue.
resource "aws_lambda_function" "charge" {
  function_name = "charge"
  runtime       = "python3.12"
  handler       = "app.handler"
  filename      = "charge.zip"
}

resource "aws_sqs_queue" "approvals" {
  name = "approvals"
}

resource "aws_sfn_state_machine" "orders" {
  name = "orders"
  definition = templatefile("${path.module}/orders.asl.json", {
    charge    = aws_lambda_function.charge.arn
    approvals = aws_sqs_queue.approvals.url
  })
}

resource "aws_sfn_state_machine" "quick" {
  name = "quick"
  type = "EXPRESS"
  definition = jsonencode({
    StartAt = "Charge"
    States = {
      Charge = { Type = "Task", Resource = aws_lambda_function.charge.arn, End = true }
    }
  })
}
