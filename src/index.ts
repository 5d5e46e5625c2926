export * from './install/agent-sandbox';
export * from './install/agent-sandbox-crds';
export * from './install/agent-sandbox-props';
export * from './install/controller-flag-values';
export * from './install/controller-flags';
export * from './install/controller-monitoring';
export * from './install/leftover-clean-up';
export * from './install/sandbox-cluster';
export * from './install/webhook-certificate';

export * from './sandbox/disruption/disruption';
export * from './sandbox/claim-defaults';
export * from './sandbox/enums';
export * from './sandbox/references';
export * from './sandbox/sandbox';
export * from './sandbox/sandbox-claim';
export * from './sandbox/sandbox-network-props';
export * from './sandbox/sandbox-pod';
export * from './sandbox/sandbox-pod-props';
export * from './sandbox/sandbox-template';
export * from './sandbox/scaling/demand-scaling';
export * from './sandbox/scaling/pool-autoscaler';
export * from './sandbox/scaling/pool-scaler';
export * from './sandbox/volume-claim-options';
export * from './sandbox/warm-pool';
export * from './sandbox/warm-pool-props';
export * from './sandbox/workspace';

export * from './network/egress-destination';
export * from './network/dns';
export * from './network/http-route-options';
export * from './network/sandbox-egress';
export * from './network/ingress-source';
export * from './network/pod-peer-options';
export * from './network/sandbox-ingress';
export * from './network/metadata-service';
export * from './network/network-guardrail';
export * from './network/report/reachability-answer';
export * from './network/report/network-report';
export * from './network/report/network-target';
export * from './network/sandbox-connections';

export * from './runtime/enums';
export * from './runtime/isolated-runtime';
export * from './runtime/isolated-runtime-props';
export * from './runtime/kata-variant';

export * from './monitoring/sandbox-monitoring';
export * from './monitoring/sandbox-monitoring-props';

export * from './nodes/gvisor-node-preparation';
export * from './nodes/headroom';
export * from './nodes/headroom-props';
export * from './nodes/image-pre-pull';
export * from './nodes/node-pool-props';
export * from './nodes/node-preparation-props';
export * from './nodes/sandbox-node-pool';

export * from './admission/held-field';
export * from './admission/sandbox-admission-policy';
export * from './admission/sandbox-admission-policy-props';

export * from './route/sandbox-http-route';
export * from './priority/sandbox-api-priority';
export * from './priority/sandbox-api-priority-props';
export * from './priority/sandbox-priority-class';
export * from './priority/sandbox-priority-class-props';
export * from './schedule/sandbox-schedule';
export * from './schedule/sandbox-schedule-props';

export * from './router/router-auth';
export * from './router/sandbox-router';
export * from './router/sandbox-router-props';

export * from './tenant/deployed-kind';
export * from './tenant/imported-tenant';
export * from './tenant/priority-quota-props';
export * from './tenant/sandbox-tenant';
export * from './tenant/sandbox-tenant-props';
export * from './tenant/tenant-facts';
export * from './tenant/tenant-permissions';
export * from './tenant/tenant-quota';

export * from './classes/sandbox-class';
export * from './classes/sandbox-classes';
export * from './classes/sandbox-classes-props';
export * from './sizing/capacity-options';
export * from './sizing/capacity-report';
export * from './sizing/claim-rate';
export * from './sizing/pool-capacity';
export * from './snapshots/pod-snapshots';
export * from './snapshots/workspace-snapshot';
export * from './snapshots/workspace-snapshot-props';
export * from './snapshots/workspace-snapshot-schedule';

export * from './rollout/rollout-pools';
export * from './rollout/rollout-pools-props';
export * from './rollout/rollout-step';
export * from './rollout/staged-rollout';
export * from './rollout/staged-rollout-props';

export * from './release/agent-sandbox-version';

export * from './judge/app/judge';

export * from './gitops/app-project';
export * from './gitops/app-project-props';
export * from './gitops/argo-application';
export * from './gitops/argo-application-props';
export * from './gitops/argo-application-set';
export * from './gitops/argo-application-set-props';
export * from './gitops/argo-destination';
export * from './gitops/argo-folder-set';
export * from './gitops/argo-health-checks';
export * from './gitops/flux-kustomization';
export * from './gitops/flux-kustomization-props';
export * from './gitops/flux-source';

export * from './images/image-list';
export * from './images/listed-image';

export * from './radius/blast-budget';
export * from './radius/blast-item';
export * from './radius/blast-radius';

export * from './stack/stack-picture';

export * from './assertions/manifests';
export * from './assertions/manifests-options';
export * from './assertions/match';
export * from './assertions/platform-diff';
export * from './assertions/diff-object';

export * from './findings/finding';

export * from './app/findings';
export * from './cloud/cloud';
export * from './cloud/cloud-props';
export * from './cloud/enums';
export * from './cloud/install-owner';
export * from './air-gap/ca-bundle';
export * from './air-gap/ca-bundle-options';
export * from './air-gap/image-registry-layout';
export * from './identity/cloud-identity';
export * from './identity/cloud-identity-props';
export * from './app/sandbox-cluster-props';

export * from './synth/manifest-stream';
export * from './synth/sandbox-app';

export * from './kubernetes/gitops-tool';
export * from './kubernetes/job-hook';
export * from './kubernetes/network-policy-engine';
export * from './kubernetes/toleration';

export * as k8s from './l1';
