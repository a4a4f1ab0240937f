resource "aws_sqs_queue" "before" {
  name = "before"
}

resource "aws_sqs_queue" "broken" {
  name = "x
}
