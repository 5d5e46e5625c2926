import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { PAUSE_IMAGE } from './daemon-set';
import { CapacityBufferVersion, HeadroomMechanism, HeadroomProps } from './headroom-props';
import { atConstruct } from '../app/construct-errors';
import { Judged } from '../app/judged-objects';
import { mirroredImage, pullSecretsOf } from '../app/mirrored-image';
import { objectName } from '../app/names';
import { rootOf } from '../app/root';
import { ScopedApiObject } from '../app/scoped-api-object';
import { constructsOf } from '../app/two-phase-app';
import { copyOf } from '../checks/copy-of';
import { checkCount, checkForm, shown } from '../checks/forms';
import { checkReference } from '../checks/image';
import { checkMembers } from '../checks/members';
import { checkShapes, METADATA, oneOf } from '../checks/shapes';
import { tolerationJson } from '../checks/toleration-json';
import { isRuntime } from '../judge/app/declared-runtime';
import { runtimeOverhead } from '../judge/app/runtime-overhead';
import { quantityText } from '../judge/capacity/needs';
import { podNeeds } from '../judge/capacity/pod-needs';
import { sandboxPod } from '../kubernetes/pod-templates';
import { inList, inObject, Loose } from '../kubernetes/read-json';
import type { Toleration } from '../kubernetes/toleration';

/** Below it the cluster autoscaler makes no room for pods, by its `--expendable-pods-priority-cutoff`. */
const LEAST_PRIORITY = -10;

const BUFFER_GROUP = 'autoscaling.x-k8s.io';
const ACTIVE = 'buffer.x-k8s.io/active-capacity';

/**
 * Room on nodes for sandboxes that are not there yet, so that a pool is refilled and claims start while a node is
 * provisioned: placeholder pods of a low priority, or a CapacityBuffer.
 *
 * The pods have the requests of a sandbox, with the overhead of its runtime, and its nodes, but not its RuntimeClass:
 * nothing runs in them.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/
 *
 * @example
 * const python = new SandboxTemplate(chart, 'Python', {
 *   containers: [{ image: 'registry.example.com/python:3.14' }],
 * });
 * python.addWarmPool('Pool', { replicas: 4 });
 * const report = CapacityReport.of(chart, {
 *   arrivals: ClaimRate.perHour(1000),
 *   hold: Duration.minutes(10),
 *   startup: Duration.seconds(6),
 *   nodes: { cpu: kplus.Cpu.units(15), memory: Size.gibibytes(56) },
 * });
 * new Headroom(chart, 'Room', { template: python, capacity: report.pool('pool') });
 */
export class Headroom extends Construct {
  /** Name of the Deployment or of the CapacityBuffer. */
  public readonly name: string;

  /** Sandboxes that there is room for. */
  public readonly sandboxes: number;

  /** The PriorityClass of placeholders, if one is made or named. */
  public readonly priorityClassName?: string;

  private readonly props: HeadroomProps;

  /**
   * @param scope a chart or a construct in one, with the namespace of the placeholders
   * @param id of the construct, from which the name is made
   * @param props how much room, and for what
   * @throws when a prop is malformed, or props exclude each other
   */
  constructor(scope: Construct, id: string, props: HeadroomProps) {
    super(scope, id);
    atConstruct(this, () => { checkProps(props); });
    this.props = copyOf(props);
    this.sandboxes = props.sandboxes ?? props.capacity!.headroom;
    const metadata = { ...props.metadata, name: objectName(this, props.metadata?.name) };
    if (props.mechanism === HeadroomMechanism.CAPACITY_BUFFER) {
      this.name = this.addBuffer(metadata).name;
      return;
    }
    const deployment = this.addPlaceholders(metadata);
    this.name = deployment.name;
    this.priorityClassName = props.priorityClassName ?? this.addPriorityClass();
  }

  private addPlaceholders(metadata: object): ApiObject {
    const deployment: ApiObject = new ScopedApiObject(this, 'Resource', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: Lazy.any({
        produce: () => {
          const labels = { 'app.kubernetes.io/name': 'headroom', 'app.kubernetes.io/instance': deployment.name };
          return {
            replicas: this.sandboxes,
            selector: { matchLabels: labels },
            // Placeholders that gave way need not be replaced one after another.
            strategy: { type: 'Recreate' },
            template: {
              metadata: { labels },
              spec: { ...this.pod(), priorityClassName: this.priorityClassName },
            },
          };
        },
      }),
    });
    return deployment;
  }

  private addPriorityClass(): string {
    return new ScopedApiObject(this, 'PriorityClass', {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name: this.name },
      value: this.props.priority ?? LEAST_PRIORITY,
      preemptionPolicy: 'Never',
      description: 'Placeholders that give way to sandboxes.',
    }).name;
  }

  private addBuffer(metadata: object): ApiObject {
    const { capacityBufferVersion = CapacityBufferVersion.V1BETA1 } = this.props;
    const template = new ScopedApiObject(this, 'PodTemplate', {
      apiVersion: 'v1',
      kind: 'PodTemplate',
      metadata,
      template: Lazy.any({ produce: () => ({ spec: this.pod() }) }),
    });
    return new ScopedApiObject(this, 'Resource', {
      apiVersion: `${BUFFER_GROUP}/${capacityBufferVersion}`,
      kind: 'CapacityBuffer',
      metadata,
      spec: {
        podTemplateRef: { name: template.name },
        provisioningStrategy: ACTIVE,
        replicas: this.sandboxes,
      },
    });
  }

  /** A pod that does nothing, with the requests and the nodes of a sandbox. */
  private pod(): object {
    const { template, tolerations = [], pauseImage = PAUSE_IMAGE } = this.props;
    const of = sandboxPod((ApiObject.of(template) as Judged)._render()) as Loose;
    const runtime = this.runtimeOf(of.runtimeClassName);
    const secrets = pullSecretsOf(this, undefined);
    const needs = podNeeds(of, { defaults: {}, overhead: (name) => runtimeOverhead(this, name) });
    const requests = Object.fromEntries(['cpu', 'memory', 'ephemeral-storage', ...extended(needs)].flatMap((name) => {
      const amount = needs[`requests.${name}`];
      return amount === undefined || amount === 0n ? [] : [[name, quantityText(name, amount)]];
    }));
    const limits = Object.fromEntries(extended(needs).map((name) => [name, requests[name]]));
    const nodeSelector = { ...runtime.nodeSelector, ...inObject(of.nodeSelector) };
    const tolerated = distinct([
      ...runtime.tolerations.map(tolerationJson), ...inList(of, 'tolerations'), ...tolerations.map(tolerationJson),
    ]);
    return {
      ...(of.affinity !== undefined && { affinity: of.affinity }),
      automountServiceAccountToken: false,
      containers: [{
        image: mirroredImage(this, pauseImage),
        name: 'placeholder',
        resources: { requests, ...(Object.keys(limits).length > 0 && { limits }) },
        securityContext: {
          allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true,
        },
      }],
      ...(secrets.length > 0 && { imagePullSecrets: secrets.map((name) => ({ name })) }),
      ...(Object.keys(nodeSelector).length > 0 && { nodeSelector }),
      securityContext: { runAsNonRoot: true, runAsUser: 65535, seccompProfile: { type: 'RuntimeDefault' } },
      terminationGracePeriodSeconds: 0,
      ...(tolerated.length > 0 && { tolerations: tolerated }),
    };
  }

  /** The nodes of a RuntimeClass of the app, which admission would add to pods of the class. */
  private runtimeOf(name: unknown): { nodeSelector: { [key: string]: string }; tolerations: Toleration[] } {
    for (const each of constructsOf(rootOf(this))) {
      if (isRuntime(each) && each.runtimeClassName === name) {
        return { nodeSelector: each.nodeSelector ?? {}, tolerations: each.tolerations ?? [] };
      }
    }
    return { nodeSelector: {}, tolerations: [] };
  }
}

/** Extended resources, such as `nvidia.com/gpu`, whose limits equal their requests. */
function extended(needs: object): string[] {
  return Object.keys(needs).flatMap((name) => (
    /^requests\..+\/.+/.test(name) && !name.startsWith('requests.storage') ? [name.slice('requests.'.length)] : []
  ));
}

function distinct(tolerations: readonly object[]): object[] {
  return [...new Map(tolerations.map((each) => [JSON.stringify(each), each])).values()];
}

const PROPS: Readonly<Record<keyof HeadroomProps, true>> = {
  metadata: true,
  template: true,
  sandboxes: true,
  capacity: true,
  mechanism: true,
  priority: true,
  priorityClassName: true,
  tolerations: true,
  pauseImage: true,
  capacityBufferVersion: true,
};

function checkProps(props: HeadroomProps): void {
  checkShapes('the props', props, {
    metadata: METADATA,
    template: 'template',
    sandboxes: 'number',
    capacity: 'object',
    mechanism: oneOf(HeadroomMechanism),
    priority: 'number',
    priorityClassName: 'string',
    tolerations: 'objects',
    capacityBufferVersion: oneOf(CapacityBufferVersion),
  }, 'template');
  checkMembers('the props', props, Object.keys(PROPS));
  const { template, sandboxes, capacity, mechanism, priority, priorityClassName, pauseImage } = props;
  if (!template.node?.defaultChild) {
    throw new Error(`'template' is ${shown(template)}; give a SandboxTemplate of the app, which has the requests`);
  }
  if ((sandboxes === undefined) === (capacity === undefined)) {
    throw new Error("give one of 'sandboxes', a number, and 'capacity', what a CapacityReport says of a pool");
  }
  checkCount(sandboxes === undefined ? "'headroom' of 'capacity'" : "'sandboxes'", sandboxes ?? capacity!.headroom, 1);
  if (mechanism === HeadroomMechanism.CAPACITY_BUFFER) {
    const given = (['priority', 'priorityClassName'] as const).find((name) => props[name] !== undefined);
    if (given) { throw new Error(`'${given}' is for placeholders, and a CapacityBuffer has no pods; remove it`); }
  } else if (props.capacityBufferVersion !== undefined) {
    throw new Error("'capacityBufferVersion' is given without 'mechanism: HeadroomMechanism.CAPACITY_BUFFER'");
  }
  if (priority !== undefined && (!Number.isInteger(priority) || priority < LEAST_PRIORITY || priority >= 0)) {
    throw new Error(
      `'priority' is ${shown(priority)}; give a whole number from ${LEAST_PRIORITY}, below which the cluster `
        + 'autoscaler makes no room, to -1, above which placeholders do not give way to sandboxes',
    );
  }
  if (priority !== undefined && priorityClassName !== undefined) {
    throw new Error("'priority' and 'priorityClassName' are both given, and the class has a priority; remove one");
  }
  if (priorityClassName !== undefined) { checkForm("'priorityClassName'", priorityClassName, 'DNS subdomain'); }
  if (pauseImage !== undefined) { checkReference("'pauseImage'", pauseImage); }
}
