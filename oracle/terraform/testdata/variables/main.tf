variable "defaulted" {
  default = "d"
}
variable "set" {
  type    = string
  default = "not this"
}
variable "auto" {
  type = number
}
variable "last" {}
variable "number" {
  type    = number
  default = "12"
}
variable "text" {
  type    = string
  default = 12
}
variable "list" {
  type    = list(number)
  default = ["1", 2]
}
variable "set_of" {
  type    = set(string)
  default = ["b", "a", "b"]
}
variable "tuple" {
  type    = tuple([string, number])
  default = [1, "2"]
}
variable "map" {
  type    = map(string)
  default = { a = 1, b = true }
}
variable "any" {
  type    = map(any)
  default = { a = ["x"] }
}
variable "objects" {
  type = map(object({
    port = optional(number, 80)
    tags = optional(map(string), {})
  }))
  default = { a = {}, b = { port = 90, tags = { k = "v" } } }
}
variable "nullable" {
  type     = string
  default  = "kept"
  nullable = false
}
variable "nothing" {
  type    = string
  default = null
}
resource "check" "variables" {
  v1  = var.defaulted
  v2  = var.set
  v3  = var.auto
  v4  = var.last
  v5  = var.number
  v6  = var.text
  v7  = var.list
  v8  = var.set_of
  v9  = var.tuple
  v10 = var.map
  v11 = var.any
  v12 = var.objects
  v13 = var.nullable
  v14 = var.nothing
}
