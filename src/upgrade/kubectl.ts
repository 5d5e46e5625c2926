import type { Action, Expectation } from './plan';
import { quoted, SURPRISE } from './walk';
import { SHADOW_POOL_PREFIX } from '../api/controller-names';
import type { LeftoverObject as ObjectName } from '../install/leftover-clean-up';
import { apiGroupOf } from '../kubernetes/api-group';
import type { KubeObject } from '../kubernetes/kube-object';

/** Kinds of what a controller makes for a workload: deleting waits for it. */
const WORKLOADS: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet']);

/** The object as an argument of kubectl, with its namespace. */
function argumentOf({ apiVersion, kind, namespace, name }: ObjectName): string {
  const group = apiGroupOf(apiVersion);
  const resource = `${kind.toLowerCase()}${group ? `.${group}` : ''}`;
  return `${resource}/${name}${namespace ? ` --namespace ${namespace}` : ''}`;
}

/** An action as a line of the script. */
export function actionLine(action: Action): string {
  switch (action.do) {
    case 'backup':
      return `kubectl get ${action.resources.join(',')} --all-namespaces --output yaml `
        + `> ${quoted(action.file)}`;
    case 'apply': return `install "\${ASSETS:-dist}/${action.file}"`;
    case 'apply-manifests': return 'if [ -n "${MANIFESTS:-}" ]; then apply "$MANIFESTS" --recursive; fi';
    case 'delete':
      return `kubectl delete ${argumentOf(action.object)} --ignore-not-found --timeout=5m`
        + `${WORKLOADS.has(action.object.kind) ? ' --cascade=foreground' : ''}`;
    case 'stop': return `stop ${action.selector} ${argumentOf(action.object)}`;
    case 'patch':
      return `kubectl patch ${argumentOf(action.object)} --type=${action.type}`
        + `${action.subresource ? ` --subresource=${action.subresource}` : ''} `
        + `--patch ${quoted(JSON.stringify(action.patch))}`;
    case 'make-shadow-pools': return `make_shadow_pools ${action.claims} ${action.apiVersion}`;
    case 'delete-shadow-pools': return `delete_shadow_pools ${action.claims} ${action.pools}`;
    case 'store': return `store ${action.resource}`;
    case 'drop-managed-fields': return `drop_managed_fields ${action.resource} ${action.apiVersion}`;
    case 'drop-annotations':
      return `drop_annotations ${action.resource} ${action.annotations.map((each) => `${each}-`).join(' ')}`;
    case 'wait':
      return action.for === 'rollout'
        ? `kubectl rollout status ${argumentOf(action.object)} --timeout=5m`
        : `kubectl wait --for=condition=Established ${argumentOf(action.object)} --timeout=2m`;
    case 'wait-for-reads': return `wait_for_reads ${action.resource}`;
  }
}

/** A check as a line of the script; `kept` compares with what `remember` has written. */
export function checkLine(check: Expectation): string {
  switch (check.is) {
    case 'kept': return `expect_kept ${check.resources.join(',')}`;
    case 'controller': return `expect_controller ${check.release} ${argumentOf(check.object)}`;
    case 'stored-versions':
      return `expect_stored_versions ${quoted(JSON.stringify(check.versions))} ${argumentOf(check.object)}`;
    case 'absent': return `expect_absent ${argumentOf(check.object)}`;
    case 'no-managed-fields': return `expect_no_managed_fields ${check.resource} ${check.apiVersion}`;
  }
}

/** A pool without sandboxes, for a template. */
export function shadowPool(apiVersion: string, namespace: string, template: string): KubeObject {
  return {
    apiVersion,
    kind: 'SandboxWarmPool',
    metadata: {
      name: `${SHADOW_POOL_PREFIX}${template}`,
      namespace,
      annotations: {
        'agents.x-k8s.io/migration-shadow': 'true',
        'agents.x-k8s.io/migration-source-template': template,
      },
    },
    spec: { replicas: 0, sandboxTemplateRef: { name: template } },
  };
}

/**
 * The functions that the lines call. A failure within a loop is one of its function: the loop is the last part of a
 * pipe, and `pipefail` is set. What kubectl prints is put into a variable first, as `set -e` sees no failure in `[ ]`.
 */
export const FUNCTIONS = `${SURPRISE}

apply() { kubectl apply --server-side --force-conflicts --filename "$@"; }

# kubectl goes on after an object that is refused: nothing is applied unless all of it is taken.
install() {
  apply "$1" --dry-run=server > /dev/null
  apply "$1"
}

# Scales a workload to 0, until no pod of the selector is left in its namespace.
stop() {
  kubectl scale "\${@:2}" --replicas=0
  kubectl wait pods --for=delete --selector "$1" "\${@:3}" --timeout=5m
}

# Namespace and name of all objects of a resource.
names() {
  kubectl get "$1" --all-namespaces --output \\
    'jsonpath={range .items[*]}{.metadata.namespace}{" "}{.metadata.name}{"\\n"}{end}'
}

# Objects with their UIDs. Sandboxes that wait in a pool come and go.
objects() {
  kubectl get "$1" --all-namespaces --selector '!agents.x-k8s.io/warm-pool-sandbox' --output \\
    'jsonpath={range .items[*]}{.kind} {.metadata.namespace}/{.metadata.name} {.metadata.uid}{"\\n"}{end}' | sort
}

remember() { objects "$1" > "$BEFORE"; }

# With a conversion, objects cannot be read until its webhook answers.
wait_for_reads() {
  for try in $(seq 60); do
    kubectl get "$1" --all-namespaces > /dev/null 2>&1 && break
    sleep "$((try < 5 ? 1 : 5))"
  done
  kubectl get "$1" --all-namespaces > /dev/null
}

# A claim without a pool becomes one of the pool shadow-pool-<template>.
make_shadow_pools() {
  kubectl get "$1" --all-namespaces --output \\
    'jsonpath={range .items[*]}{.metadata.namespace}{" "}{.spec.sandboxTemplateRef.name}{"\\n"}{end}' | sort -u |
    while read -r namespace template; do
      printf '${JSON.stringify(shadowPool('%s', '%s', '%s'))}' \\
        "$2" "$template" "$namespace" "$template" "$template" | apply -
    done
}

delete_shadow_pools() {
  names "$2" | while read -r namespace name; do
    case "$name" in ${SHADOW_POOL_PREFIX}*) ;; *) continue ;; esac
    claims="$(kubectl get "$1" --namespace "$namespace" --output \\
      'jsonpath={range .items[*]}{.spec.warmPoolRef.name}{"\\n"}{end}' < /dev/null)"
    if printf '%s\\n' "$claims" | grep -qxF -- "$name"; then
      echo "the pool $namespace/$name stays: claims refer to it"
    else
      kubectl delete "$2" "$name" --namespace "$namespace" < /dev/null
    fi
  done
}

# A write stores an object in the stored version.
store() {
  names "$1" | while read -r namespace name; do
    kubectl annotate "$1" "$name" --namespace "$namespace" --overwrite \\
      "agents.x-k8s.io/storage-migrated-at=$(date -u +%Y-%m-%dT%H:%M:%SZ)" < /dev/null
  done
}

# Namespace and name of each object with managed fields of an API version.
managed_fields() {
  kubectl get "$1" --all-namespaces --output "go-template={{range .items}}{{\\$m := .metadata}}\\
{{range \\$m.managedFields}}{{if eq .apiVersion \\"$2\\"}}\\
{{\\$m.namespace}} {{\\$m.name}}{{\\"\\\\n\\"}}{{end}}{{end}}{{end}}" | sort -u
}

# The index of the last such entry of one object.
managed_field() {
  kubectl get "$1" "$4" --namespace "$3" --output "go-template={{range \\$i, \\$e := .metadata.managedFields}}\\
{{if eq \\$e.apiVersion \\"$2\\"}}{{\\$i}}{{\\"\\\\n\\"}}{{end}}{{end}}" < /dev/null | tail -n 1
}

# One entry at a time, and each is looked up anew: the API server may drop others with the first one.
drop_managed_fields() {
  managed_fields "$1" "$2" | while read -r namespace name; do
    while true; do
      index="$(managed_field "$1" "$2" "$namespace" "$name")"
      [ -n "$index" ] || break
      path="/metadata/managedFields/$index"
      patch='[{"op":"test","path":"%s/apiVersion","value":"%s"},{"op":"remove","path":"%s"}]'
      # shellcheck disable=SC2059
      patch="$(printf "$patch" "$path" "$2" "$path")"
      kubectl patch "$1" "$name" --namespace "$namespace" --type=json --patch "$patch" < /dev/null
    done
  done
}

drop_annotations() {
  names "$1" | while read -r namespace name; do
    kubectl annotate "$1" "$name" --namespace "$namespace" "\${@:2}" < /dev/null
  done
}

expect_kept() {
  lost="$(objects "$1" | comm -23 "$BEFORE" -)"
  [ -z "$lost" ] || surprise "these objects are gone: $lost"
}

expect_controller() {
  image="$(kubectl get "\${@:2}" --output 'jsonpath={.spec.template.spec.containers[0].image}')"
  case "$image" in *":$1" | *":$1@"*) ;; *) surprise "the controller runs $image, not $1" ;; esac
}

expect_stored_versions() {
  versions="$(kubectl get "\${@:2}" --output 'jsonpath={.status.storedVersions}')"
  [ "$versions" = "$1" ] || surprise "stored versions of $2 are $versions, not $1"
}

expect_absent() {
  found="$(kubectl get "$@" --ignore-not-found --output name)"
  [ -z "$found" ] || surprise "$found is still there"
}

expect_no_managed_fields() {
  found="$(managed_fields "$1" "$2")"
  [ -z "$found" ] || surprise "something applies $2 again: $found"
}
`;
