{{- define "kitchen.fullname" -}}
{{- if .Values.fullnameOverride }}{{ .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}{{ else }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 63 | trimSuffix "-" }}{{ end }}
{{- end -}}
{{- define "kitchen.labels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- with .Chart.AppVersion }}
app.kubernetes.io/version: {{ . | quote }}
{{- end }}
root: {{ .Chart.IsRoot | quote }}
{{- end -}}
{{- define "kitchen.fib" -}}
{{- if lt (int .) 2 }}{{ . }}{{ else }}{{ add (include "kitchen.fib" (sub (int .) 1) | int) (include "kitchen.fib" (sub (int .) 2) | int) }}{{ end -}}
{{- end -}}
