export default {
  projects: [
    '<rootDir>/libs/shared/*/jest.config.mjs',
    '<rootDir>/libs/server/*/jest.config.mjs',
    '<rootDir>/libs/web/*/jest.config.mjs',
    '<rootDir>/libs/demo/jest.config.mjs',
    '<rootDir>/libs/testing/jest.config.mjs',
    '<rootDir>/apps/{api,worker,cli,portal,jury,console}/jest.config.mjs',
    '<rootDir>/tools/jest.config.mjs',
  ],
};
