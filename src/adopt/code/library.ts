import * as cdk8s from 'cdk8s';
import * as constructs from 'constructs';
import type { ProgramScope } from './expression';
import { HeldField } from '../../admission/held-field';
import { PodSecurityStandard, ValidationAction } from '../../admission/sandbox-admission-policy-props';
import { Findings } from '../../app/findings';
import { AgentSandbox } from '../../install/agent-sandbox';
import { AgentSandboxProfile } from '../../install/agent-sandbox-props';
import * as controllerFlags from '../../install/controller-flag-values';
import { SandboxCluster } from '../../install/sandbox-cluster';
import * as kplus from '../../kubernetes/kplus';
import { EDITION, LIBRARY } from '../../kubernetes/kplus-edition';
import { NetworkPolicyEngine } from '../../kubernetes/network-policy-engine';
import * as tolerations from '../../kubernetes/toleration';
import * as k8s from '../../l1';
import { Dns } from '../../network/dns';
import { EgressDestination } from '../../network/egress-destination';
import { IngressSource } from '../../network/ingress-source';
import { SandboxEgress } from '../../network/sandbox-egress';
import { SandboxIngress } from '../../network/sandbox-ingress';
import { AgentSandboxVersion } from '../../release/agent-sandbox-version';
import { IsolatedRuntime } from '../../runtime/isolated-runtime';
import { KataVariant } from '../../runtime/kata-variant';
import { Disruption } from '../../sandbox/disruption/disruption';
import * as enums from '../../sandbox/enums';
import { Sandbox } from '../../sandbox/sandbox';
import { SandboxClaim } from '../../sandbox/sandbox-claim';
import { SandboxTemplate } from '../../sandbox/sandbox-template';
import { WarmPool } from '../../sandbox/warm-pool';
import { SandboxApp } from '../../synth/sandbox-app';
import { SandboxTenant } from '../../tenant/sandbox-tenant';
import { TenantQuota } from '../../tenant/tenant-quota';

/** What programs import from this library. */
const OURS: Readonly<Record<string, unknown>> = {
  AgentSandbox,
  AgentSandboxProfile,
  SandboxCluster,
  Findings,
  NetworkPolicyEngine,
  k8s,
  Dns,
  EgressDestination,
  IngressSource,
  Disruption,
  SandboxEgress,
  SandboxIngress,
  AgentSandboxVersion,
  KataVariant,
  IsolatedRuntime,
  Sandbox,
  SandboxClaim,
  SandboxTemplate,
  WarmPool,
  SandboxApp,
  SandboxTenant,
  TenantQuota,
  PodSecurityStandard,
  HeldField,
  ValidationAction,
  ...enums,
  ...tolerations,
  ...controllerFlags,
};

/** Modules that programs import, by their names, in the order of the imports. */
export const MODULES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  cdk8s: cdk8s as unknown as Record<string, unknown>,
  [LIBRARY]: OURS,
  [EDITION]: { kplus },
  constructs: constructs as unknown as Record<string, unknown>,
};

/** The module whose members a program names as a whole: `kplus.Volume`. */
export const WHOLE = EDITION;
export const EDITION_MODULE = 'kplus';

/** What the names of any program stand for. */
export function libraryScope(): ProgramScope {
  return new Map(Object.values(MODULES).flatMap((module) => Object.entries(module)));
}
