# A mesh of two services on Fargate: requests of the shop to its orders pass a router
# with a retry policy.
resource "aws_appmesh_mesh" "shop" {
  name = "shop"
}

resource "aws_service_discovery_private_dns_namespace" "shop" {
  name = "shop.internal"
}

resource "aws_service_discovery_service" "orders" {
  name = "orders"
  dns_config {
    namespace_id = aws_service_discovery_private_dns_namespace.shop.id
    dns_records {
      type = "A"
      ttl  = 10
    }
  }
}

resource "aws_appmesh_virtual_node" "orders" {
  name      = "orders"
  mesh_name = aws_appmesh_mesh.shop.id
  spec {
    listener {
      port_mapping {
        port     = 8080
        protocol = "http"
      }
      timeout {
        http {
          per_request {
            unit  = "s"
            value = 20
          }
        }
      }
    }
    service_discovery {
      aws_cloud_map {
        service_name   = aws_service_discovery_service.orders.name
        namespace_name = "shop.internal"
      }
    }
  }
}

resource "aws_appmesh_virtual_router" "orders" {
  name      = "orders"
  mesh_name = aws_appmesh_mesh.shop.id
}

resource "aws_appmesh_route" "orders" {
  name                = "orders"
  mesh_name           = aws_appmesh_mesh.shop.id
  virtual_router_name = aws_appmesh_virtual_router.orders.name
  spec {
    http_route {
      match {
        prefix = "/orders"
      }
      retry_policy {
        http_retry_events = ["gateway-error"]
        max_retries       = 2
        per_retry_timeout {
          unit  = "ms"
          value = 2500
        }
      }
      action {
        weighted_target {
          virtual_node = aws_appmesh_virtual_node.orders.name
          weight       = 100
        }
        weighted_target {
          virtual_node = "old"
          weight       = 0
        }
      }
    }
  }
}

resource "aws_appmesh_virtual_service" "orders" {
  name      = "orders.shop.internal"
  mesh_name = aws_appmesh_mesh.shop.id
  spec {
    provider {
      virtual_router {
        virtual_router_name = aws_appmesh_virtual_router.orders.name
      }
    }
  }
}

resource "aws_appmesh_virtual_node" "web" {
  name      = "web"
  mesh_name = aws_appmesh_mesh.shop.id
  spec {
    backend {
      virtual_service {
        virtual_service_name = aws_appmesh_virtual_service.orders.name
      }
    }
    service_discovery {
      dns {
        hostname = "web.shop.internal"
      }
    }
  }
}

locals {
  envoy = {
    name      = "envoy"
    image     = "public.ecr.aws/appmesh/aws-appmesh-envoy:v1.29.12.1-prod"
    essential = true
  }
}

resource "aws_ecs_task_definition" "task" {
  for_each                 = { orders = aws_appmesh_virtual_node.orders.arn, web = aws_appmesh_virtual_node.web.arn }
  family                   = each.key
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512
  proxy_configuration {
    type           = "APPMESH"
    container_name = "envoy"
  }
  container_definitions = jsonencode([
    { name = each.key, image = "registry.example.com/${each.key}:1", portMappings = [{ containerPort = 8080 }] },
    merge(local.envoy, { environment = [{ name = "APPMESH_RESOURCE_ARN", value = each.value }] }),
  ])
}

resource "aws_ecs_service" "service" {
  for_each        = aws_ecs_task_definition.task
  name            = each.key
  launch_type     = "FARGATE"
  task_definition = each.value.arn
  desired_count   = 2

  dynamic "service_registries" {
    for_each = each.key == "orders" ? [1] : []
    content {
      registry_arn = aws_service_discovery_service.orders.arn
    }
  }
}
