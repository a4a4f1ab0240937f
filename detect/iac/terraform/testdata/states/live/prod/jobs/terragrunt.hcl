include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}

terraform {
  source = "../../../modules/jobs"
}

inputs = {
  name = "jobs-${include.root.locals.stage}"
}
