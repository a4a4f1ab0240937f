stage = "prod"
replicas = { prod = 3 }
