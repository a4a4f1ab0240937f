resource "aws_sqs_queue" "loop" {
  name = local.a
}

locals {
  a = local.b
  b = local.a
}

module "gone" {
  source = "./gone"
}
