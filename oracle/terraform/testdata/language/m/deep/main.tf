variable "text" {}

resource "check" "deep" {
  v = var.text
}
