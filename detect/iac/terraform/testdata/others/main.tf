# A balancer with paths in front of serverless backends, App Engine, Batch and Elastic
# Beanstalk.
resource "google_cloud_run_v2_service" "api" {
  name = "api"
  template {
    containers {
      image = "europe-docker.pkg.dev/shop/images/api:1"
    }
  }
}

resource "google_compute_region_network_endpoint_group" "api" {
  name                  = "api"
  network_endpoint_type = "SERVERLESS"
  cloud_run {
    service = google_cloud_run_v2_service.api.name
  }
}

resource "google_compute_backend_service" "api" {
  name = "api"
  backend {
    group = google_compute_region_network_endpoint_group.api.id
  }
}

resource "google_storage_bucket" "assets" {
  name = "assets"
}

resource "google_compute_backend_bucket" "assets" {
  name        = "assets"
  bucket_name = google_storage_bucket.assets.name
}

resource "google_compute_url_map" "shop" {
  name            = "shop"
  default_service = google_compute_backend_bucket.assets.id
  path_matcher {
    name            = "api"
    default_service = google_compute_backend_bucket.assets.id
    path_rule {
      paths   = ["/api/*"]
      service = google_compute_backend_service.api.id
    }
  }
}

resource "google_app_engine_standard_app_version" "site" {
  service = "site"
  runtime = "python312"
  entrypoint {
    shell = "gunicorn -b :$PORT main:app"
  }
  automatic_scaling {
    max_concurrent_requests = 20
    standard_scheduler_settings {
      min_instances = 1
      max_instances = 4
    }
  }
  env_variables = { LEVEL = "info" }
}

resource "aws_batch_job_definition" "render" {
  name                  = "render"
  type                  = "container"
  platform_capabilities = ["FARGATE"]
  container_properties = jsonencode({
    image       = "registry.example.com/render:1"
    command     = ["render", "--all"]
    environment = [{ name = "LEVEL", value = "info" }]
    resourceRequirements = [
      { type = "VCPU", value = "0.5" },
      { type = "MEMORY", value = "1024" },
    ]
  })
  timeout {
    attempt_duration_seconds = 3600
  }
  retry_strategy {
    attempts = 3
  }
}

resource "aws_elastic_beanstalk_environment" "shop" {
  name                = "shop"
  application         = "shop"
  solution_stack_name = "64bit Amazon Linux 2023 v4.0.0 running Python 3.11"
  setting {
    namespace = "aws:autoscaling:asg"
    name      = "MinSize"
    value     = "2"
  }
  setting {
    namespace = "aws:elasticbeanstalk:application:environment"
    name      = "LEVEL"
    value     = "info"
  }
}

resource "kubectl_manifest" "worker" {
  yaml_body = <<-YAML
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: worker
    spec:
      replicas: 2
      template:
        spec:
          containers:
            - name: worker
              image: registry.example.com/worker:1
              env:
                - name: API
                  value: ${google_cloud_run_v2_service.api.uri}
  YAML
}

resource "kubernetes_manifest" "counter" {
  manifest = {
    apiVersion = "serving.knative.dev/v1"
    kind       = "Service"
    metadata   = { name = "counter" }
    spec = {
      template = {
        spec = {
          containers = [{ image = "registry.example.com/counter:1" }]
        }
      }
    }
  }
}
