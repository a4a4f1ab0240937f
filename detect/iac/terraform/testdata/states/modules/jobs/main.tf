variable "name" {}

resource "aws_sqs_queue" "jobs" {
  name = var.name
}

output "url" {
  value = aws_sqs_queue.jobs.url
}
