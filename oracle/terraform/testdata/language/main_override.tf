locals {
  name = "shop"
  list = ["x", "y", "z"]
}

resource "check" "overridden" {
  v2 = "by override"
  block {
    v = "override"
  }
}
