variable "name" {}

resource "check" "deep" {
  v = var.name
}
