variable "name" {
  type = string
}

variable "sizes" {
  type = object({
    small = number
    large = optional(number, 10)
    names = optional(list(string), ["d"])
    more  = optional(object({ a = optional(string, "x"), b = optional(bool) }), {})
  })
  default = { small = 5 }
}

resource "check" "inside" {
  v1 = var.name
  v2 = var.sizes
  v3 = path.module
  v4 = var.sizes.more.a
}

module "deep" {
  source = "./deep"
  text   = "${var.name}/${var.sizes.large}"
}

output "name" {
  value = upper(var.name)
}
