import { OperatingSystem, RuntimeTechnology } from './enums';

/** The resources that a RuntimeClass adds to each pod. */
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

/** A RuntimeClass as its owner makes it. */
export interface RuntimeFacts {
  /** Name of the RuntimeClass. */
  readonly className: string;
  /** Name under which nodes know the runtime. */
  readonly handler?: string;
  /** The owner of the class, if it is not its user. */
  readonly owner?: string;
  readonly technology: RuntimeTechnology;
  /** Labels of the nodes that have it, which the class selects by itself. */
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /** Taints of these nodes, which the class tolerates by itself. */
  readonly tolerations?: readonly TolerationFacts[];
  readonly overhead?: OverheadFacts;
  /** @default OperatingSystem.LINUX */
  readonly os?: OperatingSystem;
  /** Whether the limits of the containers decide the size of the virtual machine. */
  readonly isSizedByLimits?: boolean;
  /** Whether the pod shares no file system with its node, so that volumes are copied into it. */
  readonly sharesNoFiles?: boolean;
}

/** Facts for rules about the runtime of a pod. */
export interface PodRuntime extends Pick<RuntimeFacts, 'technology' | 'isSizedByLimits' | 'sharesNoFiles'> {
  /** Labels of the nodes that have it. Admission refuses a pod that selects another value. */
  readonly nodeSelector?: Readonly<Record<string, string>>;
}
