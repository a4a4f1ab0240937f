# A service with minimum instances and CPU all the time, one with what the platform
# gives by default, a job, and what modules make of both.
resource "google_sql_database_instance" "shop" {
  name             = "shop"
  database_version = "POSTGRES_16"
  settings {
    tier = "db-f1-micro"
    database_flags {
      name  = "max_connections"
      value = "50"
    }
  }
}

resource "google_cloud_run_v2_service" "api" {
  name     = "api"
  location = "europe-west1"
  template {
    timeout                          = "900s"
    execution_environment            = "EXECUTION_ENVIRONMENT_GEN2"
    max_instance_request_concurrency = 20
    scaling {
      min_instance_count = 1
      max_instance_count = 5
    }
    volumes {
      name = "cloudsql"
      cloud_sql_instance {
        instances = [google_sql_database_instance.shop.connection_name]
      }
    }
    volumes {
      name = "cache"
      empty_dir {
        medium = "MEMORY"
      }
    }
    containers {
      image = "europe-docker.pkg.dev/shop/images/api:1"
      ports {
        container_port = 8081
      }
      resources {
        limits   = { cpu = "2", memory = "1Gi" }
        cpu_idle = false
      }
      startup_probe {
        tcp_socket {
          port = 8081
        }
      }
      liveness_probe {
        http_get {
          path = "/up"
        }
      }
      volume_mounts {
        name       = "cache"
        mount_path = "/cache"
      }
      env {
        name  = "DB"
        value = google_sql_database_instance.shop.connection_name
      }
    }
  }
}

resource "google_cloud_run_v2_service" "plain" {
  name     = "plain"
  location = "europe-west1"
  template {
    containers {
      image = "europe-docker.pkg.dev/shop/images/plain:1"
    }
  }
}

resource "google_cloud_run_v2_job" "clean" {
  name     = "clean"
  location = "europe-west1"
  template {
    template {
      timeout     = "3600s"
      max_retries = 1
      containers {
        image = "europe-docker.pkg.dev/shop/images/clean:1"
      }
    }
  }
}

resource "google_pubsub_topic" "orders" {
  name = "orders"
}

resource "google_pubsub_topic" "dead" {
  name = "dead"
}

resource "google_pubsub_subscription" "orders" {
  name                 = "orders"
  topic                = google_pubsub_topic.orders.id
  ack_deadline_seconds = 60
  filter               = "attributes.kind = \"paid\""
  push_config {
    push_endpoint = "${google_cloud_run_v2_service.api.uri}/orders"
    oidc_token {
      service_account_email = "push@shop.iam.gserviceaccount.com"
    }
  }
  dead_letter_policy {
    dead_letter_topic     = google_pubsub_topic.dead.id
    max_delivery_attempts = 5
  }
}

module "report" {
  source      = "chainguard-dev/common/infra//modules/cron"
  name        = "report"
  importpath  = "./cmd/report"
  working_dir = path.module
  schedule    = "0 4 * * *"
}

module "prober" {
  source      = "chainguard-dev/common/infra//modules/prober"
  name        = "prober"
  importpath  = "./cmd/prober"
  working_dir = path.module
  env         = { TARGET = google_cloud_run_v2_service.api.uri }
  scaling     = { max_instances = 2 }
}
