variable "prefix" {
  default = "shop"
}

variable "domain" {
  type = string
}

locals {
  common = {
    LOG_LEVEL = "info"
    STAGE     = terraform.workspace
  }
  reports = {
    daily  = { timeout = 60 }
    weekly = { timeout = 120 }
  }
}

data "archive_file" "report" {
  type        = "zip"
  source_dir  = "${path.module}/src/report"
  output_path = "${path.module}/report.zip"
}

resource "aws_sqs_queue" "dead" {
  name = "${var.prefix}-dead"
}

resource "aws_sqs_queue" "orders" {
  count                      = 1
  name                       = "${var.prefix}-orders"
  visibility_timeout_seconds = 45
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead.arn
    maxReceiveCount     = 5
  })
}

module "report" {
  source   = "./modules/fn"
  for_each = local.reports

  name    = "${var.prefix}-report-${each.key}"
  timeout = each.value.timeout
  package = data.archive_file.report.output_path
  environment = merge(local.common, {
    QUEUE_URL  = aws_sqs_queue.orders[0].url
    QUEUE_NAME = one(aws_sqs_queue.orders[*].name)
    CALLBACK   = "https://${var.domain}/callback?queue=${aws_sqs_queue.dead.arn}"
  })
}
