job "stock" {
  group "stock" {
    network {
      port "grpc" {}
    }
    service {
      name = "stock-api"
      port = "grpc"
    }
    task "app" {
      driver = "java"
      config {
        jar_path = "local/stock.jar"
        args     = ["-p", "1"]
      }
    }
  }
  group "db" {
    service {
      name = "stock-db"
    }
    task "postgres" {
      driver = "docker"
      config { image = "postgres:16" }
    }
  }
}
