locals {
  name    = "shop"
  list    = ["x", "y", "z"]
  objects = [{ id = "a", port = 1, on = true }, { id = "b", port = 2, on = false }]
  nested  = { a = { b = { c = ["deep"] } } }
  chain   = local.first
  first   = "${local.name}-first"
  ports   = { for o in local.objects : o.id => o.port }
  grouped = { for o in local.objects : (o.on ? "on" : "off") => o.id... }
  nothing = null
}

resource "check" "operators" {
  v1  = 1 + 2 * 3 - 4 / 2 % 3
  v2  = !(1 < 2 && 2 <= 2 || 3 > 4) == false
  v3  = -local.objects[0].port
  v4  = local.name == "shop" ? "yes" : "no"
  v5  = local.name != "shop" ? [1] : []
  v6  = local.nothing == null
  v7  = "5" * 2
  v8  = (1 == 1) ? { a = 1 } : { a = 2 }
  v9  = 10 / 4
  v10 = true ? null : "x"
}

resource "check" "references" {
  v1  = local.nested.a.b.c[0]
  v2  = local.nested["a"]["b"].c.0
  v3  = local.objects[*].id
  v4  = local.objects.*.port
  v5  = local.name[*]
  v6  = local.nothing[*]
  v7  = local.chain
  v8  = local.objects[length(local.objects) - 1].id
  v9  = [for o in local.objects : o.id if o.on]
  v10 = [for i, s in local.list : "${i}=${s}"]
  v11 = { for k, v in local.ports : upper(k) => v * 2 }
  v12 = local.grouped
  v13 = [for k in keys(local.ports) : [for s in local.list : "${k}${s}"]]
  v14 = { (local.name) = 1, "${local.name}-2" = 2, plain = 3 }
  v15 = toset([for s in local.list : s if s != "y"])
}

resource "check" "templates" {
  v1 = "a ${local.name} $${escaped} %%{escaped} \u00e9 \t|"
  v2 = <<EOT
first
  ${local.name}
EOT
  v3 = <<-EOT
    %{ for s in local.list ~}
    item ${s}
    %{ endfor ~}
    %{ if local.name == "shop" }yes%{ else }no%{ endif }
      indented
  EOT
  v4 = "${local.list}"
  v5 = "${true}"
  v6 = "x${1 + 1}y"
  v7 = "%{ for i, s in local.list }${i}${s}%{ if i < 2 },%{ endif }%{ endfor }"
}

resource "check" "counted" {
  count = 3
  v     = "n${count.index}"
}

resource "check" "none" {
  count = local.name == "shop" ? 0 : 1
  v     = "never"
}

resource "check" "each" {
  for_each = local.ports
  v1       = each.key
  v2       = each.value
}

resource "check" "each_set" {
  for_each = toset(local.list)
  v        = "${each.key}-${each.value}"
}

resource "check" "dynamic" {
  v = 1
  block {
    v = "written"
  }
  dynamic "block" {
    for_each = local.objects
    content {
      v1 = block.value.id
      v2 = block.key
      dynamic "inner" {
        for_each = block.value.on ? local.list : []
        iterator = it
        content {
          v = "${block.value.id}-${it.value}-${it.key}"
        }
      }
    }
  }
}

module "m" {
  source = "./m"
  name   = local.name
  sizes  = { small = 1 }
}

module "many" {
  source   = "./m"
  for_each = toset(["p", "q"])
  name     = "${local.name}-${each.key}"
}

module "counted" {
  source = "./m"
  count  = 2
  name   = "c${count.index}"
}

module "off" {
  source = "./m"
  count  = 0
  name   = "never"
}
