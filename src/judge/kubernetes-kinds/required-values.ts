import { Trouble } from '../../findings/trouble';
import { minorOf } from '../../kubernetes/feature-gates';
import { formatPath, PathSegment } from '../../kubernetes/json-path';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inList, inObject, Loose } from '../../kubernetes/read-json';
import { withoutLostSource } from '../rules/volumes/lost-source';
import { judgeClaimSpec } from '../values';

const NOTHING: Trouble[] = [];

type Check = (spec: Loose, kubernetes: string | undefined) => Trouble[];

/** Fields of a PersistentVolume that are no kind of volume. */
const OF_EVERY_VOLUME: ReadonlySet<string> = new Set([
  'accessModes', 'capacity', 'claimRef', 'mountOptions', 'nodeAffinity', 'persistentVolumeReclaimPolicy',
  'storageClassName', 'volumeAttributesClassName', 'volumeMode',
]);

/** What the API server's code asks of kinds whose types require nothing, by `apiVersion kind`. */
const CHECKS: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['v1 Service', ({ type, clusterIP, clusterIPs, ports, externalName }) => {
    if (type === 'ExternalName') { return externalName ? NOTHING : [missing(['externalName'], 'give the DNS name')]; }
    const isHeadless = clusterIP === 'None' || Array.isArray(clusterIPs) && clusterIPs[0] === 'None';
    if (isHeadless || Array.isArray(ports) && ports.length > 0) { return NOTHING; }
    return [missing(['ports'], "give a port, or set 'clusterIP: None' for a Service without")];
  }],
  ['v1 PersistentVolumeClaim', (spec, kubernetes) => (
    judgeClaimSpec(withoutLostSource(spec), minorOf(kubernetes))
      .map(({ path, message, remedy }) => trouble(path, message, remedy))
  )],
  ['v1 PersistentVolume', (spec) => [
    ...inListOf(spec.accessModes).length > 0 ? [] : [missing(['accessModes'], 'give one access mode at least')],
    ...inObject(spec.capacity).storage ? [] : [missing(['capacity', 'storage'], "give an amount such as '10Gi'")],
    ...Object.keys(spec).some((name) => !OF_EVERY_VOLUME.has(name) && spec[name])
      ? []
      : [trouble([], 'has no kind of volume', "set one, such as 'csi' or 'nfs'")],
  ]],
  ['networking.k8s.io/v1 Ingress', (spec) => {
    if (spec.defaultBackend || inList(spec, 'rules').length > 0) { return NOTHING; }
    return [trouble([], "has neither 'rules' nor 'defaultBackend'", 'give one of them')];
  }],
]);

/** What an object lacks, without which the API server refuses it, though its types accept it. */
export function requiredValues({ apiVersion, kind, spec }: KubeObject, kubernetes: string | undefined): Trouble[] {
  return CHECKS.get(`${apiVersion} ${kind}`)?.(inObject(spec), kubernetes) ?? NOTHING;
}

function inListOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function missing(below: readonly PathSegment[], remedy: string): Trouble {
  return { ...trouble(below, 'is required', remedy), isMissing: true };
}

function trouble(below: readonly PathSegment[], message: string, remedy: string): Trouble {
  const path = ['spec', ...below];
  return { message: `${formatPath(path)}: ${message}`, remedy, path };
}
