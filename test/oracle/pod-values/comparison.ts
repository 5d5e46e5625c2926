import { PodValueProblem } from '../../../src/judge/values';
import { formatPath } from '../../../src/kubernetes/json-path';

/** The answer of the program in Go. */
export interface PodVerdict {
  readonly refused?: string;
  readonly paths?: readonly string[];
  readonly messages?: readonly string[];
}

/**
 * Where Kubernetes reports a value by another path than its own, as patterns of our paths and what takes their place.
 * Ours name the value.
 */
const REPORTED_AS: ReadonlyArray<readonly [ours: RegExp, theirs: string]> = [
  [/(downwardAPI)\.items\[\d+\]/, '$1'],
  [/(iscsi\.initiator)Name/, '$1name'],
  [/gcePersistentDisk(?!: is set beside)/, 'persistentDisk'],
  [/cephfs(: is set beside)/, 'cephFS$1'],
  [/downwardAPI(: is set beside)/, 'downwarAPI$1'],
  [/^(spec\.serviceAccount)(: )/, '$1Name$2'],
  [/^(spec\.os)\.name(: .* is not valid)/, '$1$2'],
  [/(csi)\.nodePublishSecretRef(\.name): '/, '$1$2: '],
  [/(\.projected)\.sources\[\d+\]\.serviceAccountToken(\.path)/, '$1$2'],
  [/(\.projected)\.sources\[\d+\](: writes)/, '$1$2'],
  [/(topologySpreadConstraints\[\d+\])(: spreads)/, '$1.{topologyKey, whenUnsatisfiable}$2'],
  [/(envFrom)\[\d+\](: has )/, '$1$2'],
  [/host(IPC|PID)(: is set beside 'hostUsers)/, 'Host$1$2'],
  [/(\.namespace)s\[\d+\]/, '$1'],
  [
    /(volumeMounts)\[\d+\](\.(?:subPath|subPathExpr|mountPropagation|recursiveReadOnly)\b)(?!: is set beside 'subPath')/,
    '$1$2',
  ],
  [/(resizePolicy)\[\d+\]\.(?:resourceName|restartPolicy)(?!: is 'RestartContainer')/, '$1'],
  [/(tolerations\[\d+\])\.value(: .*(?:of a taint|beside 'Exists'))/, '$1.operator$2'],
  [/(schedulingGates\[\d+\])\.name/, '$1'],
  [/(volumeClaimTemplate\.metadata)\.uid/, '$1.uID'],
  [/^(metadata\.annotations)\[scheduler.*\](: is not a list of tolerations)/, '$1$2'],
  [/^(metadata\.annotations)\[(scheduler[^\]]*)\]/, '$1.$2'],
  [/(finalizers)\[\d+\](?!.*has no domain)/, '$1'],
  [/(ownerReferences)\[\d+\]/, '$1'],
  [/(httpHeaders)\[\d+\]\.name/, '$1'],
  [/\.matchLabelKeys(\[\d+\]: .* is selected by)/, '$1'],
  [/(\.resources)\.limits\.([\w-]+): container (\d+)/, '$1.containers[$3][$2].limits: container'],
  [/^(metadata\.annotations)(?:\[|\.)([^\]: ]+)\]?(: .*(?:seccomp profile))/, '$1.$2$3'],
  [/^(metadata\.annotations)(?:\[|\.)([^\]: ]+)\]?(: .*(?:seccomp profile| absolute path| has '..' in it))/, '$1.$2$3'],
  [
    /(metadata\.labels|matchLabels|nodeSelector|annotations)(?:\[.*\]|\.[\w-]+)(: .* is not a (?:label value|qualified name))/,
    '$1$2',
  ],
  [/(accessModes)\[\d+\]/, '$1'],
  [/(volumeClaimTemplate\.spec\.resources)\.requests\.storage/, '$1[storage]'],
  [/^(spec\.overhead)\.([\w-]+):/, '$1.limits[$2]:'],
  [/^(spec\.overhead)(\[[^\]]*\]):/, '$1.limits$2:'],
  [/\.(limits|requests)\.([\w-]+):/, '.$1[$2]:'],
];

/** The path by which Kubernetes reports a problem. */
export function reportedAs({ path, message }: PodValueProblem): string {
  const text = REPORTED_AS.reduce(
    (given, [ours, theirs]) => given.replace(ours, theirs),
    `${formatPath(path)}: ${message}`,
  );
  return text.slice(0, text.indexOf(': '));
}

/** Keys of a map are checked in any order there. */
function sameButForKeys(one: string, other: string): boolean {
  const keyless = (path: string) =>
    path.replace(/(\.resources)\.(?:limits|requests)\b.*$/, '$1').replace(/\[[^\]]*\]$/, '[]');
  return keyless(one) === keyless(other);
}

/** How our verdict differs; undefined when it does not. */
export function difference(
  problems: readonly PodValueProblem[],
  { paths = [], messages = [] }: PodVerdict,
): string | undefined {
  const ours = problems.map((problem) => `${reportedAs(problem)}: ${problem.message}`);
  if (problems.length > 0 !== paths.length > 0) {
    return `we ${problems.length > 0 ? `refuse: ${ours[0]}` : 'accept'}; Kubernetes ${messages[0] ?? 'accepts'}`;
  }
  if (problems.length === 0) {
    return undefined;
  }
  const first = reportedAs(problems[0]);
  const isSame = first === paths[0] || (sameButForKeys(first, paths[0]) && paths.includes(first));
  return isSame ? undefined : `our first is ${ours[0]}; that of Kubernetes: ${messages[0]}`;
}
