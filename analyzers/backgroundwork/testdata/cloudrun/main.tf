resource "google_cloud_run_v2_service" "orders" {
  name     = "orders"
  location = "europe-west1"

  template {
    containers {
      image = "europe-west1-docker.pkg.dev/shop/images/orders"
    }
  }
}
