stage   = "prod"
timeout = 120
