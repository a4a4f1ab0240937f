include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}

terraform {
  source = "../../../modules/worker"
}

dependency "jobs" {
  config_path = "../jobs"
}

inputs = {
  name      = "worker-${include.root.locals.stage}"
  queue_url = dependency.jobs.outputs.url
}
