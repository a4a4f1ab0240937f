variable "stage" {}
variable "replicas" {
  default = { dev = 1 }
}
resource "check" "environment" {
  v1 = var.stage
  v2 = lookup(var.replicas, var.stage, 0)
}
