resource "check" "overridden" {
  v1 = "stays"
  v2 = "goes"
  block {
    v = "goes"
  }
  block {
    v = "goes too"
  }
}
