module "queue" {
  source                     = "terraform-aws-modules/sqs/aws"
  name                       = "orders"
  visibility_timeout_seconds = 30
}

module "worker" {
  source                = "github.com/terraform-aws-modules/terraform-aws-lambda?ref=v7.0.0"
  function_name         = "worker"
  handler               = "worker.handler"
  runtime               = "python3.12"
  timeout               = 90
  source_path           = "./src/worker"
  environment_variables = { QUEUE_URL = module.queue.queue_url }
  event_source_mapping = {
    sqs = {
      event_source_arn = module.queue.queue_arn
      batch_size       = 1
    }
  }
}

module "layer" {
  source       = "terraform-aws-modules/lambda/aws"
  create_layer = true
  layer_name   = "common"
}

module "rules" {
  source = "terraform-aws-modules/eventbridge/aws"
  rules = {
    nightly = { schedule_expression = "rate(1 day)" }
  }
  targets = {
    nightly = [{ name = "worker", arn = module.worker.lambda_function_arn }]
  }
}

module "web" {
  source = "chainguard-dev/common/infra//modules/regional-service"
  name   = "web"
  containers = {
    web = {
      image = "gcr.io/shop/web"
      ports = [{ container_port = 8080 }]
      env   = [{ name = "QUEUE", value = module.queue.queue_name }]
    }
  }
}

module "unknown" {
  source = "someone/else/aws"
}
