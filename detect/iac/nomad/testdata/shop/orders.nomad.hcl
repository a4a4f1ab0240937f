variable "tag" { default = "1.2" }
locals { reg = "reg.example.com/shop" }
job "orders" {
  datacenters = ["dc1"]
  type        = "service"
  group "api" {
    count = 3
    scaling {
      min = 2
      max = 6
    }
    network {
      mode = "bridge"
      port "http" { to = 8080 }
    }
    volume "data" {
      type   = "host"
      source = "orders"
    }
    service {
      name = "orders-api"
      port = "http"
      check {
        type = "http"
        path = "/health"
        interval = "10s"
        timeout = "2s"
        check_restart { limit = 3 }
      }
      connect {
        sidecar_service {
          proxy {
            upstreams {
              destination_name = "stock-api"
              local_bind_port  = 9000
            }
          }
        }
      }
    }
    task "server" {
      driver         = "docker"
      kill_timeout   = "20s"
      shutdown_delay = "5s"
      config {
        image = "${local.reg}/orders:${var.tag}"
        args  = ["serve", "--fast"]
      }
      env {
        STOCK_ADDR = "http://${NOMAD_UPSTREAM_ADDR_stock_api}"
        NODE       = "${node.unique.name}"
        MODE       = "prod"
      }
      template {
        data        = <<EOT
LEVEL=info
SECRET={{ with secret "kv/orders" }}{{ .Data.token }}{{ end }}
EOT
        destination = "local/env"
        env         = true
      }
      volume_mount {
        volume      = "data"
        destination = "/data"
      }
      resources {
        cores  = 2
        memory = 512
      }
      restart { attempts = 5 }
    }
    task "prepare" {
      lifecycle { hook = "prestart" }
      driver = "docker"
      config { image = "busybox:1" }
    }
  }
}
