{{- define "answerable.labels" -}}
app.kubernetes.io/part-of: answerable
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/instance: {{ .Release.Name }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{- define "answerable.image" -}}
{{ .root.Values.image.registry }}{{ .root.Values.image.prefix }}{{ .app }}:{{ .root.Values.image.tag }}
{{- end }}

{{/* Pod Security "restricted", and nothing writable but /tmp. */}}
{{- define "answerable.podSecurity" -}}
runAsNonRoot: true
runAsUser: 1000
runAsGroup: 1000
fsGroup: 1000
seccompProfile: { type: RuntimeDefault }
{{- end }}

{{- define "answerable.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end }}

{{/* A service's pod, serving or doing one thing. */}}
{{- define "answerable.servicePod" -}}
serviceAccountName: {{ .name }}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext: {{- include "answerable.podSecurity" .root | nindent 2 }}
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets: {{- toYaml . | nindent 2 }}
{{- end }}
volumes:
  - { name: tmp, emptyDir: { medium: Memory, sizeLimit: 64Mi } }
  {{- with .service.claim }}
  - { name: kept, persistentVolumeClaim: { claimName: {{ . }} } }
  {{- end }}
  {{- with .service.files }}
  - { name: files, configMap: { name: {{ . }} } }
  {{- end }}
  {{- if and .service.kafka .root.Values.kafka.caSecret }}
  - { name: kafka-ca, secret: { secretName: {{ .root.Values.kafka.caSecret }}, items: [{ key: ca.crt, path: ca.crt }] } }
  {{- end }}
{{- end }}

{{- define "answerable.serviceContainer" -}}
name: {{ .service.app }}
image: {{ include "answerable.image" (dict "root" .root "app" .service.app) }}
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
securityContext: {{- include "answerable.containerSecurity" .root | nindent 2 }}
env: {{- include "answerable.env" . | nindent 2 }}
envFrom:
  - secretRef: { name: {{ .service.secret }} }
volumeMounts:
  - { name: tmp, mountPath: /tmp }
  {{- if .service.claim }}
  - { name: kept, mountPath: /var/lib/answerable }
  {{- end }}
  {{- if .service.files }}
  - { name: files, mountPath: /etc/answerable, readOnly: true }
  {{- end }}
  {{- if and .service.kafka .root.Values.kafka.caSecret }}
  - { name: kafka-ca, mountPath: /etc/kafka-ca, readOnly: true }
  {{- end }}
{{- end }}

{{/* What every service is told; the secret tells the rest. */}}
{{- define "answerable.env" -}}
- { name: MODE, value: {{ .root.Values.mode | quote }} }
- { name: NODE_ENV, value: production }
- { name: PORT, value: "8080" }
- { name: METRICS_PORT, value: "9090" }
# In every mode: a pod that ends serves on until every node and balancer has heard of it.
- { name: DRAIN_SECONDS, value: "7" }
- { name: PUBLIC_URL, value: {{ .service.publicUrl | quote }} }
- { name: ORGANISATION_ID, value: {{ .root.Values.organisationId | quote }} }
- { name: KEYCLOAK_ISSUER, value: {{ .root.Values.keycloak.issuer | quote }} }
- { name: LOG_LEVEL, value: {{ .root.Values.logLevel | quote }} }
{{- if and (has "proxy" (.service.outside | default list)) .root.Values.network.proxyUrl }}
# Node's fetch obeys these only when it is told to. Keycloak is reached as the policies say, not through the proxy.
- { name: NODE_USE_ENV_PROXY, value: "1" }
- { name: HTTPS_PROXY, value: {{ .root.Values.network.proxyUrl | quote }} }
- { name: NO_PROXY, value: {{ (urlParse .root.Values.keycloak.issuer).hostname | quote }} }
{{- end }}
{{- if .service.kafka }}
- { name: KAFKA_BROKERS, value: {{ .root.Values.kafka.brokers | quote }} }
- { name: KAFKA_TOPIC_PREFIX, value: {{ .root.Values.kafka.topicPrefix | quote }} }
{{- if .root.Values.kafka.caSecret }}
- { name: KAFKA_CA_FILE, value: /etc/kafka-ca/ca.crt }
{{- end }}
{{- end }}
{{- range $name, $value := .service.env }}
- { name: {{ $name }}, value: {{ tpl (toString $value) $.root | quote }} }
{{- end }}
{{- end }}

{{/* Where names are looked up. */}}
{{- define "answerable.names" -}}
- to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }, podSelector: { matchLabels: { k8s-app: kube-dns } } }]
  ports: [{ protocol: UDP, port: 53 }, { protocol: TCP, port: 53 }]
{{- end }}

{{/* A policy that must be there before the job it is about, and goes with it: an uninstall does not remove hooks. */}}
{{- define "answerable.hookPolicy" -}}
helm.sh/hook: pre-install,pre-upgrade
helm.sh/hook-weight: "-9"
helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
{{- end }}
