import { OperatingSystem, RuntimeTechnology } from './enums';

/** What a RuntimeClass adds to the resources of each pod. */
export interface OverheadFacts {
  /** Thousandths of a core. */
  readonly millicores: number;
  readonly mebibytes: number;
}

/** A toleration as Kubernetes writes it. */
export interface TolerationFacts {
  readonly key: string;
  readonly operator: 'Exists' | 'Equal';
  readonly value?: string;
  readonly effect?: string;
}

/** A RuntimeClass as whoever makes it makes it. */
export interface RuntimeFacts {
  /** Name of the RuntimeClass. */
  readonly className: string;
  /** Name under which nodes know the runtime. */
  readonly handler?: string;
  /** Who makes the class, if it is not whoever uses it. */
  readonly owner?: string;
  readonly technology: RuntimeTechnology;
  /** Labels of the nodes that have it, which the class selects by itself. */
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /** Taints of these nodes, which the class tolerates by itself. */
  readonly tolerations?: readonly TolerationFacts[];
  readonly overhead?: OverheadFacts;
  /** @default OperatingSystem.LINUX */
  readonly os?: OperatingSystem;
  /** Whether the virtual machine is as large as the limits of the containers say. */
  readonly isSizedByLimits?: boolean;
}

/** What rules ask of the runtime of a pod. */
export interface PodRuntime extends Pick<RuntimeFacts, 'technology' | 'isSizedByLimits'> {
  /** Labels of the nodes that have it. Admission refuses a pod that selects another value. */
  readonly nodeSelector?: Readonly<Record<string, string>>;
}
