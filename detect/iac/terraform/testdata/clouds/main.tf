variable "project" {}

module "users" {
  source   = "./service"
  name     = "users"
  protocol = "grpc"
}

module "web" {
  source   = "./service"
  name     = "web"
  protocol = "http"
  envs     = [{ name = "USERS_ADDR", value = module.users.endpoint }]
}

resource "google_app_engine_application" "app" {
  project = var.project
}

resource "google_pubsub_topic" "orders" {
  name = "orders"
}

resource "google_cloud_run_v2_service" "api" {
  name = "api"
  template {
    timeout                          = "900s"
    max_instance_request_concurrency = 10
    scaling {
      max_instance_count = 5
    }
    containers {
      image = ko_build.api.image_ref
      resources {
        limits   = { memory = "1Gi" }
        cpu_idle = true
      }
    }
  }
}

resource "ko_build" "api" {
  importpath  = "./cmd/api"
  working_dir = path.module
}

resource "google_pubsub_subscription" "orders" {
  name                 = "orders-push"
  topic                = google_pubsub_topic.orders.id
  ack_deadline_seconds = 20
  push_config {
    push_endpoint = "${google_cloud_run_v2_service.api.uri}/events"
  }
}

resource "google_cloud_scheduler_job" "tick" {
  schedule = "* * * * *"
  http_target {
    uri = "${google_cloud_run_v2_service.api.uri}/tick"
  }
}

resource "google_cloud_run_v2_job" "batch" {
  name = "batch"
  template {
    template {
      containers {
        image = "gcr.io/${var.project}/batch"
      }
    }
  }
}

resource "google_cloudfunctions2_function" "thumb" {
  name = "thumb"
  build_config {
    runtime     = "go122"
    entry_point = "Thumb"
  }
  service_config {
    timeout_seconds  = 120
    available_memory = "256M"
  }
  event_trigger {
    event_type   = "google.cloud.pubsub.topic.v1.messagePublished"
    pubsub_topic = google_pubsub_topic.orders.id
  }
}

resource "google_sql_database_instance" "main" {
  name             = "main"
  database_version = "POSTGRES_15"
}

resource "azurerm_linux_function_app" "mail" {
  name         = "mail"
  app_settings = { QUEUE = azurerm_servicebus_queue.mail.name }
  site_config {
    application_stack {
      node_version = "18"
    }
  }
}

resource "azurerm_servicebus_queue" "mail" {
  name = "mail"
}

resource "azurerm_container_app" "shop" {
  name = "shop"
  template {
    min_replicas = 1
    container {
      name  = "shop"
      image = "shop.azurecr.io/shop:1"
      env {
        name  = "MAIL"
        value = "https://${azurerm_linux_function_app.mail.default_hostname}"
      }
    }
  }
  ingress {
    target_port = 80
  }
}
