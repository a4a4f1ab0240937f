# CPU all the time, and an instance that stays.
resource "google_cloud_run_v2_service" "orders" {
  name     = "orders"
  location = "europe-west1"

  template {
    scaling {
      min_instance_count = 1
    }
    containers {
      image = "europe-west1-docker.pkg.dev/shop/images/orders"
      resources {
        cpu_idle = false
      }
    }
  }
}
