locals {
  stage = basename(dirname(get_terragrunt_dir()))
}
