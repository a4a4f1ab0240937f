#!/bin/sh
cd "$(dirname "$0")/.."
docker build --no-cache --build-arg VERSION=1 --tag "sh-$1" services/$1
podman build -t sh-all -f docker/all.Dockerfile .
docker build -t sh-gone services/gone
