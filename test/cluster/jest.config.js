/** Tests against a real control plane, which `npx jest` does not run: `npm run e2e` does. */
module.exports = {
  rootDir: '../..',
  testMatch: ['<rootDir>/test/cluster/**/*.cluster.ts'],
  // Each file starts a control plane of its own, and waits for it for a good part of its time.
  maxWorkers: 2,
  testTimeout: 120_000,
  clearMocks: true,
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'test/tsconfig.json' }] },
  // Examples import the package by its name, and are tested as they would be with the package that these sources make.
  moduleNameMapper: { '^cdk8s-agent-sandbox$': '<rootDir>/src/index.ts' },
  reporters: ['default', ['jest-junit', { outputDirectory: 'test-reports', outputName: 'junit-e2e.xml' }]],
};
