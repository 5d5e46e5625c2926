import { Chart } from 'cdk8s';
import { IIsolatedRuntime, IsolatedRuntime, SandboxAdmissionPolicy, SandboxAdmissionPolicyProps } from '../../src';

/** References to runtimes that exist. */
export function runtimes(chart: Chart, ...names: string[]): IIsolatedRuntime[] {
  return names.map((name) => IsolatedRuntime.fromRuntimeClassName(chart, `Runtime-${name}`, name));
}

/** A policy that lets in gVisor, unless other runtimes are given. */
export function policyIn(chart: Chart, props: Partial<SandboxAdmissionPolicyProps> = {}): SandboxAdmissionPolicy {
  const allowed = 'runtimes' in props ? props.runtimes! : runtimes(chart, 'gvisor');
  return new SandboxAdmissionPolicy(chart, 'Isolation', { ...props, runtimes: allowed });
}
