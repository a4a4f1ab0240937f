set = "from terraform.tfvars"
last = "one"
