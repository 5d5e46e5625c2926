/**
 * Tests of what is applied, whoever made it: npx cdk8s synth && node --import tsx --test manifests.test.ts
 */
import { test } from 'node:test';
import { Manifests, Match } from 'cdk8s-agent-sandbox';

const manifests = Manifests.fromFiles(['dist']);

test('the cluster refuses nothing, and drops or changes nothing', () => {
  manifests.hasNoFindings();
});

test('every template runs under gVisor, and its image comes from our registry', () => {
  manifests.allObjectsHave('SandboxTemplate', {
    spec: {
      podTemplate: {
        spec: {
          runtimeClassName: 'gvisor',
          containers: [{ image: Match.stringPattern('^registry\\.example\\.com/') }],
        },
      },
    },
  });
});

test('the autoscaler alone decides how many sandboxes wait', () => {
  manifests.hasObject('SandboxWarmPool', { spec: { replicas: Match.absent() } });
  manifests.hasObject('HorizontalPodAutoscaler', {
    spec: { scaleTargetRef: { kind: 'SandboxWarmPool', name: 'python-pool' }, minReplicas: 4, maxReplicas: 40 },
  });
});
