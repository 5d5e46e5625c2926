import { Construct } from 'constructs';
import { APPLICATION, luaOf } from './health/lua';
import { KIND_NAMES, KINDS } from '../api/kinds';
import { Cluster } from '../app/cluster';
import { atConstruct } from '../app/construct-errors';
import { ScopedApiObject } from '../app/scoped-api-object';
import { checkForm } from '../checks/forms';
import { checkShapes } from '../checks/shapes';
import { has } from '../release/features';

/** Where Argo CD is configured. */
export interface ArgoHealthChecksProps {
  /**
   * Namespace of Argo CD.
   * @default argocd
   */
  readonly namespace?: string;

  /**
   * Name of its ConfigMap.
   * @default argocd-cm
   */
  readonly configMapName?: string;

  /**
   * Whether Argo CD also waits for an Application that is applied by another one, which waves of Applications need.
   * @default true
   */
  readonly applications?: boolean;
}

/**
 * Health of the four kinds for Argo CD, in Lua: a part of its ConfigMap, to be applied server-side. It does not own the
 * other keys.
 *
 * Healthy are sandboxes that are ready, and those that are not because somebody asked for it: suspended, expired or
 * finished. Pools are healthy when as many sandboxes are ready as they want.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/health/#custom-health-checks
 *
 * @example
 * const checks = new ArgoHealthChecks(chart, 'Health');
 * const script = checks.data['resource.customizations.health.agents.x-k8s.io_Sandbox'];
 */
export class ArgoHealthChecks extends Construct {
  /** The keys of the ConfigMap, each with a script, for those who configure Argo CD otherwise. */
  public readonly data: { [key: string]: string };

  /**
   * @param scope a chart or a construct in one
   * @param id of the construct
   * @param props where Argo CD is configured
   * @throws when a prop is malformed
   */
  public constructor(scope: Construct, id: string, props: ArgoHealthChecksProps = {}) {
    super(scope, id);
    const { namespace = 'argocd', configMapName = 'argocd-cm', applications = true } = props;
    atConstruct(this, () => {
      checkShapes('the props', props, { applications: 'boolean' });
      checkForm("'namespace'", namespace, 'DNS label');
      checkForm("'configMapName'", configMapName, 'DNS subdomain');
    });
    const release = Cluster.of(this).version?._release;
    const countsReady = release === undefined || has(release, 'SandboxWarmPool.status.readyReplicas');
    this.data = {
      ...Object.fromEntries(KIND_NAMES.map((kind) => [keyOf(KINDS[kind].group, kind), luaOf(kind, countsReady)])),
      ...(applications && { [keyOf('argoproj.io', 'Application')]: APPLICATION }),
    };
    new ScopedApiObject(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: configMapName,
        namespace,
        // Argo CD reads only a ConfigMap that is marked as its own.
        labels: { 'app.kubernetes.io/name': 'argocd-cm', 'app.kubernetes.io/part-of': 'argocd' },
      },
      data: this.data,
    });
  }
}

function keyOf(group: string, kind: string): string {
  return `resource.customizations.health.${group}_${kind}`;
}
