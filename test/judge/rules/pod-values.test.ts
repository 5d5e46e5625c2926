import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandboxVersion, k8s, Sandbox, SandboxProps, SandboxTemplate, VolumeClaimTemplatesPolicy,
} from '../../../src';
import { chartOf, CONTAINER, linesOf, MOUNTS_HOME, POD } from '../../support/workloads';

function found(props: Partial<SandboxProps>): string[] {
  return linesOf(new Sandbox(chartOf(), 'Dev', { ...POD, ...props }));
}

const at = 'error ASB209 research/Dev: ';
const MAIN = 'spec.podTemplate.spec.containers[0]';

describe('ASB209', () => {
  test('fails if there is no container', () => {
    expect(found({ containers: undefined })).toEqual([
      `${at}the pod has no container; set 'containers' or call addContainer`,
    ]);
    expect(linesOf(new SandboxTemplate(chartOf(), 'Python', { containers: [] }))).toHaveLength(1);
  });

  test('fails if a container and one that runs before it have one name', () => {
    expect(found({ initContainers: [{ ...CONTAINER, name: 'main' }] })).toEqual([
      `${at}spec.podTemplate.spec.initContainers[0].name: two containers are named 'main'; name each once`,
    ]);
    expect(found({ initContainers: [{ ...CONTAINER, name: 'fetch' }] })).toEqual([]);
  });

  test('fails if a volume mounted is not there', () => {
    expect(found({ containerOptions: { main: { volumeMounts: [{ name: 'home', mountPath: '/home' }] } } })).toEqual([
      `${at}${MAIN}.volumeMounts[0].name: the pod has no volume 'home'; add the volume, or remove the mount`,
    ]);
    expect(
      found({
        containerOptions: { main: { volumeMounts: [{ name: 'home', mountPath: '/home' }] } },
        podSpec: { volumes: [{ name: 'home', emptyDir: {} }] },
      }),
    ).toEqual([]);
  });

  test('accepts a mount in a template whose claims may bring the volume, and only there', () => {
    const props = { ...POD, containerOptions: { main: { volumeMounts: [{ name: 'data', mountPath: '/data' }] } } };
    const codes = (volumeClaimTemplatesPolicy?: VolumeClaimTemplatesPolicy) => (
      linesOf(new SandboxTemplate(chartOf(), 'Python', { ...props, volumeClaimTemplatesPolicy })).length
    );
    const { DISALLOWED, ALLOWED, OVERRIDES } = VolumeClaimTemplatesPolicy;
    expect([codes(), codes(DISALLOWED), codes(ALLOWED), codes(OVERRIDES)]).toEqual([1, 1, 0, 0]);
  });

  test('fails if a volume has the name of a claim template, before the controller put that in its place', () => {
    const home = {
      metadata: { name: 'home' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: k8s.Quantity.fromString('1Gi') } } },
    };
    const props = {
      ...POD,
      ...MOUNTS_HOME,
      volumeClaimTemplates: [home],
      podSpec: { volumes: [{ name: 'home', emptyDir: {} }] },
    };
    expect(linesOf(new Sandbox(chartOf(AgentSandboxVersion.V0_3_10), 'Dev', props))).toEqual([
      `${at}spec.volumeClaimTemplates[0].metadata.name: two volumes are named 'home'; name each once`,
    ]);
    expect(found(props)).toEqual([
      "warning ASB222 research/Dev: the pod has a volume 'home', and a claim template of that name " +
        'takes its place; remove one, or name it otherwise',
    ]);
    expect(found({ ...MOUNTS_HOME, volumeClaimTemplates: [home, home] }))
      .toEqual([`${at}spec.volumeClaimTemplates[1].metadata.name: two volumes are named 'home'; name each once`]);
  });

  test('fails if two containers have one name, which the schema refuses already', () => {
    expect(found({ containers: [CONTAINER, CONTAINER] })).toEqual([
      "error ASB102 research/Dev: spec.podTemplate.spec.containers[1]: repeats an earlier item: name 'main'",
    ]);
  });

  test('accepts one volume in two containers', () => {
    const dev = new Sandbox(chartOf(), 'Dev', { containers: [CONTAINER, { ...CONTAINER, name: 'second' }] });
    const volume = kplus.Volume.fromEmptyDir(dev, 'Scratch', 'scratch');
    for (const container of dev.containers) { container.mount('/tmp', volume); }
    expect(linesOf(dev)).toEqual([]);
  });
});
