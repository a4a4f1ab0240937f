resource "google_cloud_run_v2_service" "shop" {
  name     = "shop"
  location = "europe-west1"
  template {
    containers {
      image = "europe-docker.pkg.dev/example/shop/shop"
      ports {
        container_port = 8080
      }
    }
  }
}
