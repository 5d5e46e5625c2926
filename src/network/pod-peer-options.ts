/**
 * Pods by their labels and by their namespaces. A pod is selected where it has all that is given.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors
 */
export interface PodPeerOptions {
  /**
   * Labels of the pods.
   * @default - all pods of the namespaces
   */
  readonly podLabels?: { [key: string]: string };

  /**
   * Labels of their namespaces.
   * @default - the namespaces in `namespaces`; without these the namespace of the sandbox
   */
  readonly namespaceLabels?: { [key: string]: string };

  /**
   * Names of their namespaces. With `namespaceLabels` a namespace has the labels and one of the names.
   * @default - the namespaces with `namespaceLabels`; without these the namespace of the sandbox
   */
  readonly namespaces?: string[];

  /**
   * Whether pods of every namespace are selected. Excludes `namespaceLabels` and `namespaces`.
   * @default false
   */
  readonly allNamespaces?: boolean;
}
