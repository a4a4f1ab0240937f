variable "name" {}
variable "timeout" { type = number }
variable "package" {}
variable "environment" { type = map(string) }
variable "extra" {
  type    = list(object({ name = string, value = optional(string, "none") }))
  default = []
}

resource "aws_lambda_function" "this" {
  function_name = var.name
  handler       = "bootstrap"
  runtime       = "provided.al2023"
  filename      = var.package
  timeout       = var.timeout

  dynamic "environment" {
    for_each = length(var.environment) > 0 ? [1] : []
    content {
      variables = var.environment
    }
  }
}

output "arn" {
  value = aws_lambda_function.this.arn
}
