variable "REG" { default = "ghcr.io/shop" }
variable "TAG" {}
group "default" { targets = ["cart", "web"] }
target "base" {
  args = { GO = "1.26" }
  dockerfile = "Dockerfile"
}
target "cart" {
  inherits = ["base"]
  context  = "cart"
  tags     = ["${REG}/bake-cart:${TAG}"]
}
target "web" {
  inherits   = ["base"]
  context    = "web"
  dockerfile = "Dockerfile.prod"
  tags       = ["${HOST}/bake-web:1", "${NAME}"]
}
