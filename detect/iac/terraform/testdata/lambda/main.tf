# Functions with everything that decides how they start, scale and fail.
resource "aws_lambda_function" "checkout" {
  function_name = "checkout"
  runtime       = "java21"
  handler       = "shop.Checkout::handle"
  timeout       = 20
  memory_size   = 1024
  publish       = true
  filename      = "build/checkout.jar"

  snap_start {
    apply_on = "PublishedVersions"
  }
  ephemeral_storage {
    size = 2048
  }
  file_system_config {
    arn              = aws_efs_access_point.shared.arn
    local_mount_path = "/mnt/shared"
  }
}

resource "aws_lambda_function" "search" {
  function_name                  = "search"
  runtime                        = "nodejs20.x"
  handler                        = "index.handler"
  reserved_concurrent_executions = 50
  filename                       = "build/search.zip"
}

resource "aws_lambda_alias" "live" {
  name             = "live"
  function_name    = aws_lambda_function.search.arn
  function_version = "1"
}

resource "aws_lambda_provisioned_concurrency_config" "search" {
  function_name                     = aws_lambda_alias.live.function_name
  qualifier                         = aws_lambda_alias.live.name
  provisioned_concurrent_executions = 5
}

resource "aws_appautoscaling_target" "search" {
  service_namespace  = "lambda"
  resource_id        = "function:${aws_lambda_function.search.function_name}:live"
  scalable_dimension = "lambda:function:ProvisionedConcurrency"
  min_capacity       = 3
  max_capacity       = 20
}

resource "aws_appautoscaling_policy" "search" {
  name               = "search"
  service_namespace  = aws_appautoscaling_target.search.service_namespace
  resource_id        = aws_appautoscaling_target.search.resource_id
  scalable_dimension = aws_appautoscaling_target.search.scalable_dimension
  policy_type        = "TargetTrackingScaling"
  target_tracking_scaling_policy_configuration {
    target_value = 0.7
    predefined_metric_specification {
      predefined_metric_type = "LambdaProvisionedConcurrencyUtilization"
    }
  }
}

resource "aws_lambda_function_event_invoke_config" "checkout" {
  function_name                = aws_lambda_function.checkout.function_name
  maximum_event_age_in_seconds = 600
  maximum_retry_attempts       = 0
  destination_config {
    on_failure {
      destination = aws_sqs_queue.failed.arn
    }
  }
}

resource "aws_sqs_queue" "failed" {
  name = "failed"
}

resource "aws_s3_bucket" "orders" {
  bucket = "orders"
}

resource "aws_s3_bucket_notification" "orders" {
  bucket = aws_s3_bucket.orders.id
  lambda_function {
    lambda_function_arn = aws_lambda_function.checkout.arn
    events              = ["s3:ObjectCreated:*"]
    filter_prefix       = "in/"
    filter_suffix       = ".json"
  }
}

resource "aws_cognito_user_pool" "customers" {
  name = "customers"
  lambda_config {
    pre_sign_up = aws_lambda_function.search.arn
  }
}

resource "aws_cloudwatch_log_subscription_filter" "errors" {
  name            = "errors"
  log_group_name  = "/aws/lambda/checkout"
  filter_pattern  = "ERROR"
  destination_arn = aws_lambda_function.search.arn
}

resource "aws_cloudfront_distribution" "shop" {
  comment = "shop"
  origin {
    origin_id   = "orders"
    domain_name = aws_s3_bucket.orders.bucket_regional_domain_name
  }
  default_cache_behavior {
    lambda_function_association {
      event_type = "viewer-request"
      lambda_arn = aws_lambda_function.search.qualified_arn
    }
  }
}
