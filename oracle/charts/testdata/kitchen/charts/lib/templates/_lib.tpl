{{- define "lib.name" -}}lib-of-{{ .Chart.Name }}{{- end -}}
