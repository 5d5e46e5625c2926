import { FieldSentences } from './field-sentences';

/** Fields that decide where a pod runs. */
export const SCHEDULING: FieldSentences = {
  Affinity: {
    nodeAffinity: 'Nodes that the pod wants.',
    podAffinity: 'Pods that the pod wants beside it.',
    podAntiAffinity: 'Pods that the pod does not want beside it.',
  },
  NodeAffinity: {
    preferredDuringSchedulingIgnoredDuringExecution: 'Nodes that are better than others, by weight.',
    requiredDuringSchedulingIgnoredDuringExecution: 'Nodes of which the pod needs one.',
  },
  PodAffinity: {
    preferredDuringSchedulingIgnoredDuringExecution: 'Neighbours that are better than others, by weight.',
    requiredDuringSchedulingIgnoredDuringExecution: 'Neighbours of which the pod needs one for each term.',
  },
  PodAntiAffinity: {
    preferredDuringSchedulingIgnoredDuringExecution: 'Neighbours that are better avoided, by weight.',
    requiredDuringSchedulingIgnoredDuringExecution: 'Neighbours that keep the pod away.',
  },
  NodeSelector: {
    nodeSelectorTerms: 'Terms of which a node must match one.',
  },
  NodeSelectorTerm: {
    matchExpressions: 'Requirements for labels of the node, all of which must hold.',
    matchFields: 'Requirements for the name of the node, all of which must hold.',
  },
  NodeSelectorRequirement: {
    key: 'Key of a label of nodes.',
    operator: 'Comparison: In, NotIn, Exists, DoesNotExist, Gt or Lt.',
    values: 'Values to compare with; none for Exists and DoesNotExist, one number for Gt and Lt.',
  },
  PreferredSchedulingTerm: {
    preference: 'Term that a better node matches.',
    weight: 'Points that a match is worth, 1 to 100.',
  },
  PodAffinityTerm: {
    labelSelector: 'Pods by their labels.',
    matchLabelKeys: 'Keys of labels that must have the same value as on this pod.',
    mismatchLabelKeys: 'Keys of labels that must have another value than on this pod.',
    namespaceSelector: 'Namespaces of those pods by their labels; all of them with an empty selector.',
    namespaces: 'Namespaces of those pods by name; that of this pod without any.',
    topologyKey: 'Label of nodes; nodes with the same value are one place.',
  },
  WeightedPodAffinityTerm: {
    podAffinityTerm: 'Neighbours that the weight is about.',
    weight: 'Points that a match is worth, 1 to 100.',
  },
  LabelSelector: {
    matchExpressions: 'Requirements for labels, all of which must hold.',
    matchLabels: 'Labels that must be there with these values.',
  },
  LabelSelectorRequirement: {
    key: 'Key of the label.',
    operator: 'Comparison: In, NotIn, Exists or DoesNotExist.',
    values: 'Values to compare with; none for Exists and DoesNotExist.',
  },
  Toleration: {
    effect: 'Effect of the taints; all without one.',
    key: 'Key of the taints; all without one.',
    operator: 'Whether values are compared, or the key alone.',
    tolerationSeconds: 'Seconds that the pod stays after a NoExecute taint appears.',
    value: 'Value of the taints.',
  },
  TopologySpreadConstraint: {
    labelSelector: 'Pods that are counted, by their labels.',
    matchLabelKeys: 'Keys of labels that must have the same value as on this pod.',
    maxSkew: 'Most by which the numbers of pods in two places may differ.',
    minDomains: 'Least number of places over which pods are spread.',
    nodeAffinityPolicy: "Whether nodes that the pod cannot take by its affinity count: 'Honor' leaves them out.",
    nodeTaintsPolicy: "Whether nodes with taints count: 'Honor' leaves out those that the pod does not tolerate.",
    topologyKey: 'Label of nodes; nodes with the same value are one place.',
    whenUnsatisfiable: 'Whether a pod that would break the constraint waits or is placed nevertheless.',
  },
};
