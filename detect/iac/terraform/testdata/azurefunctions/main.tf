# Function apps on each kind of plan, and a web app.
resource "azurerm_service_plan" "plan" {
  for_each = { consumption = "Y1", premium = "EP1", dedicated = "P1v3" }
  name     = each.key
  os_type  = "Linux"
  sku_name = each.value
}

resource "azurerm_linux_function_app" "app" {
  for_each        = azurerm_service_plan.plan
  name            = "shop-${each.key}"
  service_plan_id = each.value.id
  app_settings = {
    AzureFunctionsJobHost__functionTimeout = "00:08:00"
  }
  site_config {
    application_stack {
      python_version = "3.12"
    }
  }
}

resource "azurerm_function_app_flex_consumption" "flex" {
  name                   = "shop-flex"
  runtime_name           = "dotnet-isolated"
  runtime_version        = "8.0"
  maximum_instance_count = 40
  instance_memory_in_mb  = 4096
  http_concurrency       = 16
  always_ready {
    name           = "http"
    instance_count = 2
  }
}

resource "azurerm_linux_web_app" "site" {
  name            = "shop-site"
  service_plan_id = azurerm_service_plan.plan["dedicated"].id
  site_config {
    health_check_path = "/up"
    application_stack {
      docker_image_name = "shop/site:1"
    }
  }
  connection_string {
    name  = "Main"
    type  = "PostgreSQL"
    value = "Server=${azurerm_postgresql_flexible_server.shop.fqdn}"
  }
}

resource "azurerm_postgresql_flexible_server" "shop" {
  name = "shop-db"
}

resource "azurerm_postgresql_flexible_server_database" "orders" {
  name      = "orders"
  server_id = azurerm_postgresql_flexible_server.shop.id
}

resource "azurerm_eventgrid_topic" "events" {
  name = "shop-events"
}

resource "azurerm_eventgrid_event_subscription" "orders" {
  name  = "orders"
  scope = azurerm_eventgrid_topic.events.id
  azure_function_endpoint {
    function_id = "${azurerm_function_app_flex_consumption.flex.id}/functions/orders"
  }
}
