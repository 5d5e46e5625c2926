import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { AgentSandboxVersion, NetworkReport, NetworkTarget, SandboxCluster } from '../../src';
import type { KubeObject } from '../../src/kubernetes/kube-object';

/** A port that no container of an example has, for policies that say nothing of ports. */
const ANY_PORT = 40404;

/** The report of a cluster that has the manifests, and the objects in it. */
export function reportOf(
  objects: readonly KubeObject[],
  version: AgentSandboxVersion,
): { report: NetworkReport; constructs: ApiObject[] } {
  const app = new App();
  SandboxCluster.declare(app, { version });
  const chart = new Chart(app, 'manifests');
  const constructs = objects.map((object, index) => new ApiObject(chart, `${index}`, object));
  return { report: NetworkReport.of(app, { podCidrs: ['10.244.0.0/16'] }), constructs };
}

/**
 * Sandboxes of manifests that reach others of them, or may: each pair of those that are there, and of each template
 * two of its sandboxes, on every port of their containers.
 */
export function sandboxesReached(objects: readonly KubeObject[], version: AgentSandboxVersion): string[] {
  const { report, constructs } = reportOf(objects, version);
  const sandboxes = constructs.map((construct, index) => ({ construct, json: objects[index] as any }))
    .filter(({ json: { kind } }) => kind === 'Sandbox' || kind === 'SandboxTemplate');
  return sandboxes.flatMap((from) =>
    sandboxes
      .filter((to) => to !== from || to.json.kind === 'SandboxTemplate')
      .flatMap((to) =>
        portsOf(to.json).flatMap((port) => {
          const answer = report.mayReach(
            from.construct,
            NetworkTarget.pods(to.construct),
            kplus.NetworkPolicyPort.tcp(port),
          );
          return answer.isKnown && !answer.allowed
            ? []
            : [`${nameOf(from.json)} to ${nameOf(to.json)}, port ${port}: ${answer}`];
        }),
      ),
  );
}

function nameOf({ kind, metadata: { name, namespace } }: KubeObject): string {
  return `${kind} ${namespace}/${name}`;
}

function portsOf({ spec }: any): number[] {
  return [
    ANY_PORT,
    ...spec.podTemplate.spec.containers.flatMap(({ ports = [] }: any) =>
      ports.map(({ containerPort }: any) => containerPort),
    ),
  ];
}
