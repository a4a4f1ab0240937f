# An app whose functions are declared beside their code.
resource "azurerm_service_plan" "plan" {
  name     = "shop"
  os_type  = "Linux"
  sku_name = "EP1"
}

resource "azurerm_linux_function_app" "api" {
  name            = "shop-api"
  service_plan_id = azurerm_service_plan.plan.id
  app_settings = {
    ORDERS_URL = "https://orders.example"
  }
  site_config {
    application_stack {
      node_version = "20"
    }
  }
}
