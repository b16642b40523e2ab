{{- define "restproducer-operator.selector" -}}
app.kubernetes.io/name: restproducer
app.kubernetes.io/component: operator
{{- end }}

{{- define "restproducer-operator.labels" -}}
{{ include "restproducer-operator.selector" . }}
app.kubernetes.io/part-of: restproducer
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{- /* The rules of deploy/base/rbac.yaml, which files/ links to. */ -}}
{{- define "restproducer-operator.clusterRules" -}}
{{- range splitList "\n---\n" (.Files.Get "files/rbac.yaml") }}
{{- $object := fromYaml . }}
{{- if eq $object.kind "ClusterRole" }}
{{- toYaml $object.rules }}
{{- end }}
{{- end }}
{{- end }}

{{- /* The same without namespaces, which no Role can grant: they are in no namespace. */ -}}
{{- define "restproducer-operator.namespaceRules" -}}
{{- $rules := list }}
{{- range include "restproducer-operator.clusterRules" . | fromYamlArray }}
{{- if not (has "namespaces" .resources) }}
{{- $rules = append $rules . }}
{{- end }}
{{- end }}
{{- toYaml $rules }}
{{- end }}

{{- define "restproducer-operator.subjects" -}}
- kind: ServiceAccount
  name: restproducer-operator
  namespace: {{ .Release.Namespace }}
{{- end }}
