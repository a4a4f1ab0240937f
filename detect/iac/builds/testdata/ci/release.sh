./scripts/build.sh cart
bash scripts/build.sh web
