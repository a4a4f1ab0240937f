# Queues with dead letters, filters and caps, and a proxy in front of a database.
resource "aws_sqs_queue" "orders" {
  name                       = "orders"
  visibility_timeout_seconds = 180
}

resource "aws_sqs_queue" "dead" {
  name                      = "orders-dead"
  message_retention_seconds = 1209600
}

resource "aws_sqs_queue_redrive_policy" "orders" {
  queue_url = aws_sqs_queue.orders.id
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead.arn
    maxReceiveCount     = 4
  })
}

resource "aws_lambda_function" "worker" {
  function_name = "worker"
  runtime       = "python3.12"
  handler       = "app.handler"
  timeout       = 30
  filename      = "worker.zip"
  environment {
    variables = { DB = aws_db_proxy.shop.endpoint }
  }
}

resource "aws_lambda_event_source_mapping" "orders" {
  event_source_arn        = aws_sqs_queue.orders.arn
  function_name           = aws_lambda_function.worker.arn
  batch_size              = 5
  function_response_types = ["ReportBatchItemFailures"]
  scaling_config {
    maximum_concurrency = 8
  }
  filter_criteria {
    filter {
      pattern = jsonencode({ body = { kind = ["paid"] } })
    }
  }
}

resource "aws_sns_topic" "events" {
  name = "events"
}

resource "aws_sns_topic_subscription" "orders" {
  topic_arn     = aws_sns_topic.events.arn
  protocol      = "sqs"
  endpoint      = aws_sqs_queue.orders.arn
  filter_policy = jsonencode({ kind = ["order"] })
}

resource "aws_kinesis_stream" "clicks" {
  name = "clicks"
}

resource "aws_lambda_event_source_mapping" "clicks" {
  event_source_arn              = aws_kinesis_stream.clicks.arn
  function_name                 = aws_lambda_function.worker.arn
  starting_position             = "LATEST"
  maximum_record_age_in_seconds = 3600
}

resource "aws_pipes_pipe" "orders" {
  name   = "orders"
  source = aws_sqs_queue.dead.arn
  target = aws_lambda_function.worker.arn
  source_parameters {
    sqs_queue_parameters {
      batch_size = 2
    }
  }
}

resource "aws_db_parameter_group" "shop" {
  family = "postgres16"
  parameter {
    name  = "max_connections"
    value = "200"
  }
}

resource "aws_db_instance" "shop" {
  identifier           = "shop"
  engine               = "postgres"
  parameter_group_name = aws_db_parameter_group.shop.name
}

resource "aws_db_proxy" "shop" {
  name          = "shop-proxy"
  engine_family = "POSTGRESQL"
}

resource "aws_db_proxy_target" "shop" {
  db_proxy_name          = aws_db_proxy.shop.name
  db_instance_identifier = aws_db_instance.shop.identifier
  target_group_name      = "default"
}
