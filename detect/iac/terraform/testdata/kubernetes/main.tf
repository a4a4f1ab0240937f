resource "kubernetes_config_map_v1" "shared" {
  metadata {
    name = "shared"
  }
  data = {
    ORDERS_URL = "http://orders:8080"
    LEVEL      = "info"
  }
}

resource "kubernetes_deployment_v1" "web" {
  metadata {
    name = "web"
  }
  spec {
    replicas = 3
    template {
      metadata {
        labels = { app = "web" }
      }
      spec {
        container {
          name    = "web"
          image   = "shop/web:1"
          command = ["/web"]
          args    = ["--serve"]
          env {
            name  = "ORDERS"
            value = "http://${kubernetes_service_v1.orders.metadata[0].name}:80"
          }
          env {
            name = "LOG"
            value_from {
              config_map_key_ref {
                name = "shared"
                key  = "LEVEL"
              }
            }
          }
          env_from {
            config_map_ref {
              name = kubernetes_config_map_v1.shared.metadata[0].name
            }
          }
          port {
            container_port = 8080
          }
        }
      }
    }
  }
}

resource "kubernetes_deployment_v1" "orders" {
  metadata {
    name = "orders-deployment"
  }
  spec {
    template {
      metadata {
        labels = { app = "orders" }
      }
      spec {
        container {
          image = "shop/orders:1"
        }
      }
    }
  }
}

resource "kubernetes_service_v1" "orders" {
  metadata {
    name = "orders"
  }
  spec {
    selector = { app = "orders" }
    port {
      port = 80
    }
  }
}

resource "kubernetes_cron_job_v1" "clean" {
  metadata {
    name = "clean"
  }
  spec {
    schedule = "0 1 * * *"
    job_template {
      spec {
        template {
          spec {
            container {
              image = "shop/clean:1"
            }
          }
        }
      }
    }
  }
}

resource "kubernetes_stateful_set_v1" "db" {
  metadata {
    name = "db"
  }
  spec {
    template {
      spec {
        container {
          image = "postgres:16"
        }
      }
    }
  }
}

resource "helm_release" "cache" {
  name  = "cache"
  chart = "redis"
}

resource "helm_release" "ingress" {
  name  = "ingress"
  chart = "ingress-nginx"
}
