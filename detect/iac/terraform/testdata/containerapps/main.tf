resource "azurerm_servicebus_namespace" "shop" {
  name = "shop-bus"
  sku  = "Standard"
}

resource "azurerm_servicebus_queue" "orders" {
  name               = "orders"
  namespace_id       = azurerm_servicebus_namespace.shop.id
  lock_duration      = "PT2M"
  max_delivery_count = 5
}

resource "azurerm_container_app" "api" {
  name          = "api"
  revision_mode = "Single"
  dapr {
    app_id   = "shop-api"
    app_port = 8080
  }
  ingress {
    external_enabled = true
    target_port      = 8080
  }
  template {
    min_replicas                     = 1
    max_replicas                     = 6
    termination_grace_period_seconds = 45
    volume {
      name         = "work"
      storage_type = "EmptyDir"
    }
    http_scale_rule {
      name                = "http"
      concurrent_requests = "40"
    }
    container {
      name   = "api"
      image  = "shop.azurecr.io/api:1"
      cpu    = 0.5
      memory = "1Gi"
      readiness_probe {
        transport = "HTTP"
        path      = "/ready"
        port      = 8080
      }
      volume_mounts {
        name = "work"
        path = "/work"
      }
      env {
        name        = "TOKEN"
        secret_name = "token"
      }
    }
  }
}

resource "azurerm_container_app" "worker" {
  name          = "worker"
  revision_mode = "Single"
  template {
    custom_scale_rule {
      name             = "orders"
      custom_rule_type = "azure-servicebus"
      metadata         = { queueName = azurerm_servicebus_queue.orders.name, messageCount = "5" }
    }
    container {
      name   = "worker"
      image  = "shop.azurecr.io/worker:1"
      cpu    = 0.25
      memory = "0.5Gi"
    }
  }
}

resource "azurerm_container_app_job" "clean" {
  name                       = "clean"
  replica_timeout_in_seconds = 1200
  replica_retry_limit        = 2
  schedule_trigger_config {
    cron_expression = "0 2 * * *"
  }
  template {
    container {
      name   = "clean"
      image  = "shop.azurecr.io/clean:1"
      cpu    = 0.25
      memory = "0.5Gi"
    }
  }
}

resource "azurerm_container_group" "legacy" {
  name = "legacy"
  container {
    name   = "legacy"
    image  = "shop.azurecr.io/legacy:1"
    cpu    = "0.5"
    memory = "1.5"
    ports {
      port = 8000
    }
    environment_variables = { LEVEL = "info" }
  }
}
