resource "google_storage_bucket" "uploads" {
  name = "uploads"
}

resource "google_pubsub_topic" "orders" {
  name = "orders"
}

resource "google_cloudfunctions_function" "resize" {
  name        = "resize"
  runtime     = "nodejs20"
  entry_point = "resize"
  event_trigger {
    event_type = "google.storage.object.finalize"
    resource   = google_storage_bucket.uploads.name
    failure_policy {
      retry = true
    }
  }
}

resource "google_cloudfunctions2_function" "orders" {
  name = "orders"
  build_config {
    runtime     = "go122"
    entry_point = "HandleOrder"
  }
  service_config {
    available_memory                 = "512Mi"
    available_cpu                    = "1"
    timeout_seconds                  = 120
    min_instance_count               = 1
    max_instance_request_concurrency = 10
    secret_environment_variables {
      key    = "TOKEN"
      secret = "token"
    }
  }
  event_trigger {
    event_type   = "google.cloud.pubsub.topic.v1.messagePublished"
    pubsub_topic = google_pubsub_topic.orders.id
    retry_policy = "RETRY_POLICY_RETRY"
  }
}

resource "google_cloudfunctions2_function" "site" {
  name = "site"
  build_config {
    runtime     = "python312"
    entry_point = "site"
  }
}
