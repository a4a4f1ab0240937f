# A service on Fargate behind a balancer, a worker on machines of its own, and a task
# that a schedule starts; the same once more through the registry's module.
resource "aws_ecs_cluster" "shop" {
  name = "shop"
}

resource "aws_ecs_task_definition" "web" {
  family                   = "web"
  requires_compatibilities = ["FARGATE"]
  cpu                      = "512"
  memory                   = "1 GB"
  ephemeral_storage {
    size_in_gib = 30
  }
  volume {
    name = "uploads"
    efs_volume_configuration {
      file_system_id = "fs-1"
    }
  }
  volume {
    name = "scratch"
  }
  container_definitions = jsonencode([{
    name         = "web"
    image        = "registry.example.com/web:3"
    stopTimeout  = 60
    portMappings = [{ name = "http", containerPort = 8080 }]
    healthCheck  = { command = ["CMD-SHELL", "curl -f localhost:8080/up"] }
    mountPoints = [
      { sourceVolume = "uploads", containerPath = "/uploads" },
      { sourceVolume = "scratch", containerPath = "/tmp/work" },
    ]
  }])
}

resource "aws_lb" "shop" {
  name         = "shop"
  idle_timeout = 120
}

resource "aws_lb_target_group" "web" {
  port     = 80
  protocol = "HTTP"
  health_check {
    path = "/up"
    port = "traffic-port"
  }
}

resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.shop.arn
  port              = 80
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
}

resource "aws_ecs_service" "web" {
  name            = "web"
  cluster         = aws_ecs_cluster.shop.id
  launch_type     = "FARGATE"
  desired_count   = 2
  task_definition = aws_ecs_task_definition.web.arn
  load_balancer {
    target_group_arn = aws_lb_target_group.web.arn
    container_name   = "web"
    container_port   = 8080
  }
  service_connect_configuration {
    enabled = true
    service {
      port_name = "http"
      client_alias {
        port     = 8080
        dns_name = "web"
      }
    }
  }
}

resource "aws_appautoscaling_target" "web" {
  service_namespace  = "ecs"
  resource_id        = "service/${aws_ecs_cluster.shop.name}/${aws_ecs_service.web.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  min_capacity       = 2
  max_capacity       = 12
}

resource "aws_appautoscaling_policy" "web" {
  name               = "cpu"
  service_namespace  = "ecs"
  resource_id        = aws_appautoscaling_target.web.resource_id
  scalable_dimension = aws_appautoscaling_target.web.scalable_dimension
  target_tracking_scaling_policy_configuration {
    target_value = 60
    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}

resource "aws_ecs_task_definition" "worker" {
  family = "worker"
  volume {
    name      = "spool"
    host_path = "/var/spool/worker"
  }
  container_definitions = jsonencode([{
    name        = "worker"
    image       = "registry.example.com/worker:3"
    cpu         = 256
    memory      = 300
    mountPoints = [{ sourceVolume = "spool", containerPath = "/spool" }]
  }])
}

resource "aws_ecs_service" "worker" {
  name                = "worker"
  cluster             = aws_ecs_cluster.shop.id
  launch_type         = "EC2"
  scheduling_strategy = "DAEMON"
  task_definition     = aws_ecs_task_definition.worker.arn
}

resource "aws_ecs_task_definition" "report" {
  family                   = "report"
  requires_compatibilities = ["FARGATE"]
  container_definitions    = jsonencode([{ name = "report", image = "registry.example.com/report:3" }])
}

resource "aws_scheduler_schedule" "report" {
  name                = "report"
  schedule_expression = "cron(0 3 * * ? *)"
  target {
    arn = aws_ecs_cluster.shop.arn
    ecs_parameters {
      task_definition_arn = aws_ecs_task_definition.report.arn
    }
  }
}

module "orders" {
  source      = "terraform-aws-modules/ecs/aws//modules/service"
  name        = "orders"
  cluster_arn = aws_ecs_cluster.shop.arn
  cpu         = 256
  memory      = 512
  container_definitions = {
    orders = {
      image        = "registry.example.com/orders:3"
      portMappings = [{ containerPort = 9000 }]
    }
  }
}

module "cluster" {
  source = "terraform-aws-modules/ecs/aws"
  services = {
    mailer = {
      enable_autoscaling = false
      container_definitions = {
        mailer = { image = "registry.example.com/mailer:3", port_mappings = [{ containerPort = 2525 }] }
      }
    }
  }
}
