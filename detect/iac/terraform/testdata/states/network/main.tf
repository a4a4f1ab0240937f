terraform {
  backend "s3" {
    bucket = "states"
    key    = "network/terraform.tfstate"
  }
}

resource "aws_sqs_queue" "orders" {
  name = "orders"
}

output "queue_url" {
  value = aws_sqs_queue.orders.url
}
