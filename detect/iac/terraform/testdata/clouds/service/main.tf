variable "name" {}
variable "protocol" {}
variable "envs" {
  type    = list(object({ name = string, value = string }))
  default = []
}

data "google_container_registry_image" "image" {
  name = var.name
}

resource "google_cloud_run_service" "service" {
  name = "${var.name}-${var.protocol}"
  template {
    spec {
      containers {
        image = data.google_container_registry_image.image.image_url
        dynamic "env" {
          for_each = concat([{ name = "SERVER", value = var.protocol }], var.envs)
          content {
            name  = env.value.name
            value = env.value.value
          }
        }
      }
    }
    metadata {
      annotations = {
        "autoscaling.knative.dev/maxScale"  = "3"
        "run.googleapis.com/cpu-throttling" = "false"
      }
    }
  }
}

output "endpoint" {
  value = "${trimprefix(google_cloud_run_service.service.status[0].url, "https://")}:443"
}
