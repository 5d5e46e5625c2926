import { Construct } from 'constructs';
import { ISandboxPriorityClass, SandboxPriorityClassProps } from './sandbox-priority-class-props';
import { atConstruct } from '../app/construct-errors';
import { nameOfId } from '../app/names';
import { ScopedApiObject } from '../app/scoped-api-object';
import { checkForm, shown } from '../checks/forms';
import { checkShapes, Shapes } from '../checks/shapes';
import { AppJudge } from '../judge/app/app-judge';

/** What users may give; what is above are priorities of Kubernetes itself. */
const LOWEST = -(2 ** 31);
const HIGHEST = 1_000_000_000;

const SHAPES: Shapes = {
  priorityClassName: 'string',
  preempts: 'boolean',
  globalDefault: 'boolean',
  description: 'string',
};

/**
 * A priority of pods: who is scheduled first, and who ends for whom. `priorityClassName` of a sandbox or a template
 * names it, and `byPriority` of a TenantQuota bounds what pods of it may use. The object is the child `Resource`.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/
 *
 * @example
 * const interactive = new SandboxPriorityClass(platform, 'Interactive', { value: 1000, preempts: false });
 * new Sandbox(chart, 'Dev', {
 *   containers: [{ image: 'registry.example.com/devbox:2.4' }],
 *   priorityClassName: interactive.priorityClassName,
 * });
 */
export class SandboxPriorityClass extends Construct implements ISandboxPriorityClass {
  /**
   * A PriorityClass that exists, or that another app makes. Declare it with `priorityClasses` of SandboxCluster too.
   *
   * @param scope a chart or a construct in one
   * @param id of the construct
   * @param priorityClassName name of the PriorityClass
   * @throws when the name is malformed
   */
  public static fromPriorityClassName(scope: Construct, id: string, priorityClassName: string): ISandboxPriorityClass {
    const reference = new PriorityClassReference(scope, id, priorityClassName);
    atConstruct(reference, () => { checkForm('priority class', priorityClassName, 'DNS subdomain'); });
    return reference;
  }

  /** Name of the PriorityClass. */
  public readonly priorityClassName: string;

  /** The priority. */
  public readonly value: number;

  /**
   * @param scope a chart or a construct in one
   * @param id of the construct, from which the name of the PriorityClass is made
   * @param props the priority, and what its pods may do
   * @throws when a prop is one that Kubernetes would not accept
   */
  public constructor(scope: Construct, id: string, props: SandboxPriorityClassProps) {
    super(scope, id);
    atConstruct(this, () => { checkPriority(props); });
    const { value, preempts = true, globalDefault, description } = props;
    this.priorityClassName = props.priorityClassName ?? atConstruct(this, () => nameOfId(id));
    this.value = value;
    AppJudge.of(this);
    new ScopedApiObject(this, 'Resource', {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name: this.priorityClassName },
      ...(description !== undefined && { description }),
      // The API server drops false, and a GitOps tool would set it again and again.
      ...(globalDefault && { globalDefault }),
      preemptionPolicy: preempts ? 'PreemptLowerPriority' : 'Never',
      value,
    });
  }
}

/** A PriorityClass that exists already. */
class PriorityClassReference extends Construct implements ISandboxPriorityClass {
  constructor(scope: Construct, id: string, readonly priorityClassName: string) {
    super(scope, id);
  }
}

function checkPriority(props: SandboxPriorityClassProps): void {
  checkShapes('the props', props, SHAPES);
  const { value, priorityClassName } = props;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < LOWEST || value > HIGHEST) {
    throw new Error(`'value' is ${shown(value)}; give a whole number from ${LOWEST} to ${HIGHEST}`);
  }
  if (priorityClassName === undefined) { return; }
  checkForm("'priorityClassName'", priorityClassName, 'DNS subdomain');
  if (priorityClassName.startsWith('system-')) {
    throw new Error(`'priorityClassName' is '${priorityClassName}', and 'system-' is for classes of Kubernetes itself; `
      + 'give another name');
  }
}
