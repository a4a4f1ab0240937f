variable "registry" {}

locals {
  env = {
    ORDERS_URL = "http://orders.shop.internal:8080"
    CACHE_HOST = aws_elasticache_cluster.cache.cache_nodes[0].address
    DB_HOST    = aws_rds_cluster.db.endpoint
  }
}

resource "aws_elasticache_cluster" "cache" {
  cluster_id = "cache"
  engine     = "redis"
}

resource "aws_rds_cluster" "db" {
  cluster_identifier = "db"
  engine             = "aurora-postgresql"
  database_name      = "orders"
}

resource "aws_service_discovery_private_dns_namespace" "shop" {
  name = "shop.internal"
}

resource "aws_service_discovery_service" "orders" {
  name = "orders"
  dns_config {
    namespace_id = aws_service_discovery_private_dns_namespace.shop.id
  }
}

resource "aws_ecs_task_definition" "orders" {
  family                   = "orders"
  requires_compatibilities = ["FARGATE"]
  memory                   = "512"
  container_definitions = jsonencode([
    { name = "proxy", image = "envoyproxy/envoy:v1.30" },
    {
      name         = "orders"
      image        = "${var.registry}/orders:latest"
      environment  = [for k, v in local.env : { name = k, value = v }]
      secrets      = [{ name = "PASSWORD", valueFrom = "arn" }]
      portMappings = [{ containerPort = 8080 }]
      command      = ["serve"]
    },
  ])
}

resource "aws_lb" "front" {
  name = "front"
}

resource "aws_lb_target_group" "orders" {
  target_type = "ip"
}

resource "aws_lb_listener" "front" {
  load_balancer_arn = aws_lb.front.arn
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.orders.arn
  }
}

resource "aws_ecs_service" "orders" {
  name            = "orders"
  task_definition = aws_ecs_task_definition.orders.arn
  desired_count   = 2
  load_balancer {
    target_group_arn = aws_lb_target_group.orders.arn
    container_name   = "orders"
    container_port   = 8080
  }
  service_registries {
    registry_arn = aws_service_discovery_service.orders.arn
  }
}

resource "aws_appautoscaling_target" "orders" {
  resource_id  = "service/main/${aws_ecs_service.orders.name}"
  min_capacity = 2
  max_capacity = 6
}

resource "aws_ecs_task_definition" "redis" {
  family                = "redis"
  container_definitions = jsonencode([{ name = "redis", image = "redis:7" }])
}

resource "aws_ecs_service" "redis" {
  name            = "redis"
  task_definition = aws_ecs_task_definition.redis.arn
  launch_type     = "EC2"
}

resource "aws_ecs_task_definition" "migrate" {
  family                = "migrate-db"
  container_definitions = "[{\"name\": \"migrate\", \"image\": \"shop/migrations\"}]"
}

resource "aws_apprunner_service" "web" {
  service_name = "web"
  source_configuration {
    image_repository {
      image_identifier = "public.ecr.aws/shop/web:1"
      image_configuration {
        port                          = "8000"
        runtime_environment_variables = { API = aws_lb.front.dns_name }
      }
    }
  }
}
