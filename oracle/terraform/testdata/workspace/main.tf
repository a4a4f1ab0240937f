locals {
  settings = {
    prod = { size = 2 }
  }
  here   = terraform.workspace
  config = yamldecode(file("${path.module}/config/${terraform.workspace}.yaml"))
}
resource "check" "workspace" {
  v1 = local.settings[terraform.workspace].size
  v2 = "${terraform.workspace}-x"
  v3 = lookup(local.settings, local.here, null)
  v4 = local.config.name
  v5 = local.here == "prod" ? 1 : 0
}
