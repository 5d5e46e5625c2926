/** A sandbox of a fleet, with one container, one workspace, a runtime and labels, as JSON. */
exports.sandboxOf = (index) => ({
  apiVersion: 'agents.x-k8s.io/v1beta1',
  kind: 'Sandbox',
  metadata: { name: `user-${index}` },
  spec: {
    operatingMode: 'Running',
    podTemplate: {
      metadata: { labels: { 'example.com/team': `team-${index % 50}`, 'example.com/user': `user-${index}` } },
      spec: {
        automountServiceAccountToken: false,
        containers: [{
          env: [{ name: 'USER', value: `user-${index}` }],
          image: 'registry.example.com/devbox:2.4',
          name: 'main',
          ports: [{ containerPort: 3000, protocol: 'TCP' }],
          securityContext: {
            allowPrivilegeEscalation: false,
            capabilities: { drop: ['ALL'] },
            privileged: false,
            readOnlyRootFilesystem: false,
            runAsNonRoot: true,
          },
          volumeMounts: [{ mountPath: '/home/dev', name: 'home' }],
        }],
        enableServiceLinks: false,
        hostNetwork: false,
        restartPolicy: 'Always',
        runtimeClassName: 'gvisor',
        securityContext: {
          fsGroup: 1000,
          fsGroupChangePolicy: 'Always',
          runAsNonRoot: true,
          seccompProfile: { type: 'RuntimeDefault' },
        },
        terminationGracePeriodSeconds: 30,
      },
    },
    shutdownPolicy: 'Retain',
    volumeClaimTemplates: [{
      metadata: { name: 'home' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '20Gi' } } },
    }],
  },
});
