resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

resource "aws_lambda_function" "worker" {
  function_name                  = "worker"
  filename                       = "worker/worker.zip"
  handler                        = "bootstrap"
  runtime                        = "provided.al2023"
  reserved_concurrent_executions = 1 # want "^worker may run 1 at once, but jobs starts with 5 pollers"
}

resource "aws_lambda_event_source_mapping" "jobs" {
  event_source_arn = aws_sqs_queue.jobs.arn
  function_name    = aws_lambda_function.worker.arn
}
