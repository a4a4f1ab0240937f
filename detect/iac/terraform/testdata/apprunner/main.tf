resource "aws_apprunner_auto_scaling_configuration_version" "small" {
  auto_scaling_configuration_name = "small"
  max_concurrency                 = 50
  min_size                        = 2
  max_size                        = 4
}

resource "aws_apprunner_service" "web" {
  service_name                   = "web"
  auto_scaling_configuration_arn = aws_apprunner_auto_scaling_configuration_version.small.arn
  source_configuration {
    image_repository {
      image_identifier      = "registry.example.com/web:1"
      image_repository_type = "ECR"
      image_configuration {
        port                          = "8000"
        start_command                 = "web --listen :8000"
        runtime_environment_variables = { LEVEL = "info" }
        runtime_environment_secrets   = { TOKEN = "arn:aws:ssm:eu-west-1:1:parameter/token" }
      }
    }
  }
  instance_configuration {
    cpu    = "0.25 vCPU"
    memory = "512"
  }
  health_check_configuration {
    protocol = "HTTP"
    path     = "/up"
  }
}

resource "aws_apprunner_service" "site" {
  service_name = "site"
  source_configuration {
    code_repository {
      repository_url = "https://git.example.com/shop/site"
      code_configuration {
        configuration_source = "API"
        code_configuration_values {
          runtime       = "NODEJS_18"
          start_command = "node server.js"
          port          = "3000"
        }
      }
    }
  }
}
